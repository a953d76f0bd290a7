package dev.sluice.load.measure;

import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Question;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Accounting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which checks a run has failed, and what must be said beside its figures. Any thread. */
final class Verdict {
  private static final long SOAK_GROWTH_BYTES = 64L << 20;

  private final Measurement draft;
  private final LoadPlan plan;
  private final List<String> failures;
  private final List<String> notes = new ArrayList<>();

  private Verdict(Measurement draft, List<String> failures) {
    this.draft = draft;
    plan = draft.plan();
    this.failures = new ArrayList<>(failures);
  }

  /** The same figures with the verdict. */
  static Measurement on(
      Measurement draft, List<String> failures, long publishErrors, @Nullable String firstError) {
    Verdict verdict = new Verdict(draft, failures);
    verdict.fail(
        publishErrors,
        "publish requests failed" + (firstError == null ? "" : " (" + firstError + ")"));
    draft.transports().forEach(verdict::judge);
    verdict.judgeTheWhole();
    return new Measurement(
        draft.plan(),
        draft.seconds(),
        draft.publishedRate(),
        draft.joinSeconds(),
        draft.rejoinSeconds(),
        draft.transports(),
        draft.stalled(),
        draft.server(),
        draft.generator(),
        List.copyOf(verdict.failures),
        List.copyOf(verdict.notes));
  }

  private void judge(Measurement.Figures figures) {
    String who = figures.transport().title() + ": ";
    fail(figures.errors(), who + "subscriptions failed or were cut off");
    fail(figures.accounting().announced(), who + "messages were missed, with a notice");
    judge(figures.accounting(), who);
    judgeLatency(figures);
  }

  private void judge(Accounting sum, String who) {
    fail(sum.unexplained(), who + "messages lost without a notice, or announced as lost and not");
    fail(sum.duplicates(), who + "messages came twice");
    fail(sum.late(), who + "messages came out of order");
    fail(sum.foreign(), who + "messages came from a topic that was not asked for");
    fail(sum.unfinished(), who + "subscribers did not get the last message");
  }

  private void judgeLatency(Measurement.Figures figures) {
    Transport transport = figures.transport();
    if (draft.seconds() > 0 && figures.latency().count() == 0) {
      failures.add(transport.title() + ": nothing was delivered while it was measured");
    }
    long bound = plan.maxLatencyMillis(transport);
    if (figures.latency().p99() > bound) {
      failures.add(String.format(
          Locale.ROOT,
          "%s: the 99th percentile of the latency is %.1f ms, over the bound of %d ms",
          transport.title(),
          figures.latency().p99(),
          bound));
    }
  }

  private void judgeTheWhole() {
    if (draft.seconds() > 0 && !draft.keptItsRate()) {
      notes.add(String.format(
          Locale.ROOT,
          "did not keep its rate: %.1f messages/s were published, not %.1f",
          draft.publishedRate(),
          plan.rate()));
    }
    if (draft.generator().bound()) {
      notes.add("generator-bound: the load generator, or the machine, was too busy to tell");
    }
    if (plan.question() == Question.STORM && !plan.restartable()) {
      notes.add("the gateway was not restarted: it was not started by this command");
    }
    if (draft.stalled() != null) {
      judge(draft.stalled(), "stalling subscribers: ");
      if (draft.seconds() > 0 && draft.stalled().gaps() == 0) {
        failures.add("no stalling subscriber was lapped: raise the rate, the size or the stall");
      }
    }
    Long live = draft.server().liveBytes();
    if (plan.question() == Question.SOAK && live != null && live > SOAK_GROWTH_BYTES) {
      failures.add("the gateway's live memory grew by " + (live >> 20) + " MiB");
    }
  }

  private void fail(long count, String what) {
    if (count > 0) {
      failures.add(count + " " + what);
    }
  }
}
