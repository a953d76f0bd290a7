package dev.sluice.load.tally;

/**
 * What one subscriber got of its topic's sources. One thread at a time: its event loop, and after
 * the run who adds up.
 */
public final class Ledger {
  private final int topic;
  private final int topics;
  private final Sequence[] sequences;
  private final boolean[] ended;
  private int open;
  private long announced;
  private long foreign;
  private long gaps;
  private long epochs;

  /** Sources are spread over topics in turn: this topic has every so many-th of them. */
  public Ledger(int topic, int topics, int sources) {
    this.topic = topic;
    this.topics = topics;
    open = (sources - topic + topics - 1) / topics;
    sequences = new Sequence[open];
    ended = new boolean[open];
    for (int i = 0; i < open; i++) {
      sequences[i] = new Sequence();
    }
  }

  void onStamp(Stamp stamp) {
    int index = stamp.source() / topics;
    if (stamp.source() % topics != topic || index >= sequences.length) {
      foreign++;
      return;
    }
    sequences[index].onNumber(stamp.number());
    if (stamp.last() && !ended[index]) {
      ended[index] = true;
      open--;
    }
  }

  void onGaps(GapNotices notices) {
    gaps += notices.count();
    announced += notices.missed();
    if (notices.epoch()) {
      epochs++;
      for (Sequence sequence : sequences) {
        sequence.restart();
      }
    }
  }

  /** Whether every source has said that it has no more. */
  public boolean finished() {
    return open == 0;
  }

  public Accounting accounting() {
    long missed = 0;
    long duplicates = 0;
    long late = 0;
    for (Sequence sequence : sequences) {
      missed += sequence.missing();
      duplicates += sequence.duplicates();
      late += sequence.late();
    }
    long unexplained = epochs == 0 ? Math.abs(missed - announced) : 0;
    return new Accounting(
        missed,
        announced,
        unexplained,
        duplicates,
        late,
        foreign,
        gaps,
        epochs,
        finished() ? 0 : 1);
  }
}
