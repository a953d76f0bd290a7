package dev.sluice.load.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a simulation: how much of what, against whom. Immutable, any thread. It goes to the
 * generator's process as a file of JSON.
 *
 * @param transports those that run at the same time, each with {@code users} subscribers
 * @param users subscribers of each transport
 * @param rate messages published a second, over all topics
 * @param size bytes of a message's data
 * @param topics topics that the subscribers are spread over
 * @param pollMillis from the start of one poll to the start of the next
 * @param stayMillis how long a subscriber of the churn stays before it leaves
 * @param awayMillis how long it stays away
 * @param stallMillis how long a slow subscriber reads nothing
 * @param maxLatencyMillis what the 99th percentile may be, poll interval not included
 * @param pid the gateway's process, where it runs on this machine and is known
 * @param restartable whether somebody restarts the gateway when asked to
 * @param measurement where the run leaves what it measured
 */
public record LoadPlan(
    Question question,
    List<Transport> transports,
    int users,
    double rate,
    int size,
    int topics,
    long rampMillis,
    long warmUpMillis,
    long durationMillis,
    long pollMillis,
    long stayMillis,
    long awayMillis,
    long stallMillis,
    long maxLatencyMillis,
    String publicUrl,
    String internalUrl,
    @Nullable Long pid,
    boolean restartable,
    Path measurement) {

  /** The system property that names the plan's file. */
  public static final String PROPERTY = "sluice.load.plan";

  /** More of them before a connection exists, or after the end, is a fault. */
  public static final long PATIENCE_MILLIS = 60_000;

  private static final int STALLING_SHARE = 5;

  /** A publisher waits for each answer: past this rate one alone might not keep up. */
  private static final int RATE_OF_A_PUBLISHER = 100;

  public static LoadPlan ofThisProcess() {
    String file = System.getProperty(PROPERTY);
    if (file == null) {
      throw new IllegalStateException(
          "-D" + PROPERTY + "=FILE is missing; simulations are started by bin/gateway bench");
    }
    try {
      return new ObjectMapper().readValue(Path.of(file).toFile(), LoadPlan.class);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the plan " + file, e);
    }
  }

  public int publishers() {
    return Math.max(question.together() ? 2 : 1, (int) Math.ceil(rate / RATE_OF_A_PUBLISHER));
  }

  /** Each counts its own messages; a topic has one or more, a publisher as well. */
  public int sources() {
    return Math.max(topics, publishers());
  }

  /** Of each transport, beside the others. */
  public int stalling() {
    return question == Question.SLOW ? Math.max(1, users / STALLING_SHARE) : 0;
  }

  public String topic(String run, int index) {
    return "load." + run + "." + index;
  }

  /** How long one subscription lasts at most, everything included. */
  public long longestMillis() {
    return rampMillis + warmUpMillis + durationMillis + 3 * PATIENCE_MILLIS;
  }

  /** The bound that holds for one transport: a poll waits for its turn. */
  public long maxLatencyMillis(Transport transport) {
    return maxLatencyMillis + (transport == Transport.POLL ? pollMillis : 0);
  }
}
