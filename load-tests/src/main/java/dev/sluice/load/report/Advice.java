package dev.sluice.load.report;

import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says which transport suits a measured load, and why, from the figures alone. Any thread.
 *
 * <p>Among those that passed, what pushes and costs the gateway the least wins; where the processor
 * time is unknown, the lowest 99th percentile does. SSE is preferred to a winner that is hardly
 * better, because it is the simplest one for a browser and resumes by itself.
 */
final class Advice {
  private static final double HARDLY = 1.15;
  private static final double MUCH_LESS = 0.8;

  private final LoadPlan load;
  private final List<Row> rows;
  private final List<String> lines = new ArrayList<>();

  private Advice(List<Row> rows, LoadPlan load) {
    this.rows = rows;
    this.load = load;
  }

  /** Sentences, rate by rate. */
  static List<String> on(List<Row> rows, LoadPlan load) {
    Map<Double, List<Row>> byRate = new LinkedHashMap<>();
    rows.forEach(
        row -> byRate.computeIfAbsent(row.rate(), rate -> new ArrayList<>()).add(row));
    return byRate.values().stream()
        .flatMap(each -> new Advice(each, load).lines().stream())
        .toList();
  }

  private List<String> lines() {
    List<Row> good = rows.stream().filter(Row::passed).toList();
    String at = "At " + Numbers.plain(rows.get(0).rate()) + " messages/s: ";
    if (good.isEmpty()) {
      return List.of(at + "no transport passed all checks, so none is recommended.");
    }
    Row cheapest = cheapest(good);
    Row chosen = sseInsteadOf(cheapest, good).orElse(cheapest);
    lines.add(at + choice(chosen, cheapest));
    other(good, Transport.LONG_POLL, chosen).ifPresent(row -> lines.add(longPoll(row, chosen)));
    other(good, Transport.POLL, chosen).ifPresent(row -> lines.add(poll(row, chosen)));
    rows.stream()
        .filter(row -> !row.passed())
        .forEach(row ->
            lines.add(row.transport().title() + " failed its checks, and is left out of this."));
    if (rows.stream().anyMatch(Row::generatorBound)) {
      lines.add(
          "Rows with * were generator-bound: compare them with fewer users, a lower rate, or a"
              + " generator on another machine.");
    }
    return lines;
  }

  private static Row cheapest(List<Row> good) {
    List<Row> pushing = good.stream().filter(row -> row.transport().pushes()).toList();
    List<Row> candidates = pushing.isEmpty() ? good : pushing;
    boolean priced = candidates.stream().allMatch(row -> row.cpuMillisPerThousand() != null);
    return candidates.stream()
        .min(Comparator.comparingDouble(row -> price(row, priced)))
        .orElseThrow();
  }

  private static double price(Row row, boolean priced) {
    Double cpu = row.cpuMillisPerThousand();
    return priced && cpu != null ? cpu : row.latency().p99();
  }

  private static Optional<Row> sseInsteadOf(Row cheapest, List<Row> good) {
    return good.stream()
        .filter(row -> row.transport() == Transport.SSE)
        .filter(row -> hardlyMore(row.cpuMillisPerThousand(), cheapest.cpuMillisPerThousand()))
        .filter(row -> row.latency().p99() <= Math.max(1.5 * cheapest.latency().p99(), 5))
        .findFirst();
  }

  private static boolean hardlyMore(@Nullable Double value, @Nullable Double best) {
    return value == null || best == null || value <= HARDLY * best;
  }

  private String choice(Row chosen, Row cheapest) {
    String cost = chosen.cpuMillisPerThousand() == null
        ? ""
        : ", for " + Numbers.brief(chosen.cpuMillisPerThousand())
            + " ms of the gateway's processor time per 1,000 messages received";
    String head = chosen.transport().title() + " suits this load: 99 of 100 messages arrive within "
        + Numbers.brief(chosen.latency().p99()) + " ms" + cost + ". ";
    return head + why(chosen, cheapest);
  }

  private static String why(Row chosen, Row cheapest) {
    String unknown = chosen.cpuMillisPerThousand() == null
        ? "has the lowest 99th percentile"
        : "is the cheapest";
    if (chosen != cheapest) {
      return cheapest.transport().title() + " " + unknown
          + ", by a margin that does not pay for more code: an EventSource reconnects and resumes by"
          + " itself. Take WebSocket where clients send, too.";
    }
    return switch (chosen.transport()) {
      case WS -> "It " + unknown + ", and clients can send over it; reconnecting is up to them.";
      case SSE -> "It " + unknown + ", and an EventSource reconnects and resumes by itself.";
      case STREAM ->
        "It " + unknown
            + "; services and apps read it with any HTTP client. Browsers are better off with SSE.";
      case LONG_POLL, POLL -> "Nothing that pushes was measured, or passed.";
    };
  }

  private static Optional<Row> other(List<Row> good, Transport transport, Row chosen) {
    return good.stream()
        .filter(row -> row.transport() == transport && row != chosen)
        .findFirst();
  }

  private static String longPoll(Row row, Row chosen) {
    return "Long-poll takes " + Numbers.brief(row.requestsPerDelivery())
        + " requests per message" + comparedTo(row, chosen)
        + "; 99 of 100 messages arrive within " + Numbers.brief(row.latency().p99())
        + " ms. It is for networks that cut streams.";
  }

  private String poll(Row row, Row chosen) {
    Double mine = row.cpuMillisPerThousand();
    Double others = chosen.cpuMillisPerThousand();
    boolean cheaper = mine != null && others != null && mine < MUCH_LESS * others;
    return "Polling every " + Numbers.plain(load.pollMillis() / 1000.0) + " s takes "
        + Numbers.brief(row.requestsPerDelivery()) + " requests per message"
        + comparedTo(row, chosen)
        + "; half of the messages are older than " + Numbers.brief(row.latency().p50())
        + " ms when they arrive. "
        + (cheaper
            ? "As one answer carries several messages, it is the cheapest where that delay is no matter."
            : "It costs more and comes later: take it where nothing else gets through.");
  }

  private static String comparedTo(Row row, Row chosen) {
    String factors = times(
            row.cpuMillisPerThousand(), chosen.cpuMillisPerThousand(), " times the processor time")
        + times(row.bytesPerDelivery(), chosen.bytesPerDelivery(), " times the bytes");
    return factors.isEmpty() ? "" : factors + " of " + chosen.transport().title();
  }

  private static String times(@Nullable Double value, @Nullable Double base, String what) {
    return value == null || base == null || base == 0
        ? ""
        : ", " + Numbers.brief(value / base) + what;
  }
}
