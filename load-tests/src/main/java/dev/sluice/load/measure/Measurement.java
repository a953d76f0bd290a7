package dev.sluice.load.measure;

import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Accounting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run, as its generator's process leaves it behind. Immutable, any thread.
 *
 * @param seconds how long the measured part took
 * @param publishedRate messages a second that publishers got through in it
 * @param joinSeconds from the first connection attempt until every subscriber had a message
 * @param rejoinSeconds the same after the gateway's restart
 * @param stalled what those who stopped reading got, where some did
 * @param failures checks that did not hold; empty is good
 * @param notes what a reader of the figures should know
 */
public record Measurement(
    LoadPlan plan,
    double seconds,
    double publishedRate,
    double joinSeconds,
    @Nullable Double rejoinSeconds,
    List<Figures> transports,
    @Nullable Accounting stalled,
    Server server,
    Generator generator,
    List<String> failures,
    List<String> notes) {

  /**
   * One transport's part, in the measured time unless said otherwise.
   *
   * @param latency from publish to receipt
   * @param join from connect to the first message, over the whole run
   * @param bytes of HTTP and WebSocket on the wire, both directions, without TCP and IP; null where
   *     the gateway does not tell
   * @param accounting over the whole run
   */
  public record Figures(
      Transport transport,
      long deliveries,
      long requests,
      @Nullable Long bytes,
      Latencies latency,
      Latencies join,
      Accounting accounting,
      long errors) {}

  /**
   * The gateway's process.
   *
   * @param cpuSeconds in the measured time; null where unknown
   * @param cpuSource who told it
   * @param residentBytes how much the process grew from before the first connection until after the
   *     measured time
   * @param liveBytes the same for what was left of its heap by a full collection, and buffers
   */
  public record Server(
      @Nullable Double cpuSeconds,
      String cpuSource,
      @Nullable Long residentBytes,
      @Nullable Long liveBytes) {}

  /**
   * The process that made the load.
   *
   * @param busy its share of the cores that it may use, 0 to 1
   * @param machineBusy the share of all cores of its machine that was in use; null where unknown
   */
  public record Generator(int cores, double busy, @Nullable Double machineBusy) {
    private static final double BOUND = 0.8;
    private static final double FULL = 0.95;

    /** Whether figures tell of it rather than of the gateway. */
    public boolean bound() {
      return busy >= BOUND || (machineBusy != null && machineBusy >= FULL);
    }
  }

  private static final double KEPT = 0.97;

  public boolean keptItsRate() {
    return publishedRate >= KEPT * plan.rate();
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  public Figures of(Transport transport) {
    return transports.stream()
        .filter(figures -> figures.transport() == transport)
        .findFirst()
        .orElseThrow();
  }
}
