package dev.sluice.load.tally;

/**
 * Messages against what was published: any number of subscribers added up. Immutable, any thread.
 *
 * @param missed messages that a subscriber did not get
 * @param announced messages that it was told it would not get
 * @param unexplained subscribers whose two numbers differ, by how much in all
 * @param duplicates messages that came twice
 * @param late messages that came after later ones
 * @param foreign messages of a topic that was not asked for
 * @param gaps gap notices
 * @param epochs gap notices that told of another history
 * @param unfinished subscribers that did not get the last message
 */
public record Accounting(
    long missed,
    long announced,
    long unexplained,
    long duplicates,
    long late,
    long foreign,
    long gaps,
    long epochs,
    long unfinished) {
  public static final Accounting NONE = new Accounting(0, 0, 0, 0, 0, 0, 0, 0, 0);

  public Accounting plus(Accounting other) {
    return new Accounting(
        missed + other.missed,
        announced + other.announced,
        unexplained + other.unexplained,
        duplicates + other.duplicates,
        late + other.late,
        foreign + other.foreign,
        gaps + other.gaps,
        epochs + other.epochs,
        unfinished + other.unfinished);
  }
}
