package dev.sluice.load.tally;

import dev.sluice.load.plan.Transport;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber over all its connections: where it is, what it got. One thread at a time: the
 * event loop of its virtual user.
 */
public final class Subscriber {
  private static final String ID = "\"id\":\"";
  private static final String CURSOR = "\"cursor\":\"";

  private final Transport transport;
  private final String topic;
  private final Ledger ledger;
  private final TransportTally tally;
  private final boolean resumes;
  private String cursor = "-1";
  private boolean joined;
  private boolean givenUp;
  private long joiningNanos;

  /** Begins with the newest message, so that it knows at once when it is connected. */
  public Subscriber(
      Transport transport, String topic, Ledger ledger, TransportTally tally, boolean resumes) {
    this.transport = transport;
    this.topic = topic;
    this.ledger = ledger;
    this.tally = tally;
    this.resumes = resumes;
    tally.register(ledger);
  }

  /** What it asks for: from where it is, in the form that the transport has for one topic. */
  public String path() {
    // A raw WebSocket tells no cursors, and has no room for a gap notice.
    String envelope = transport == Transport.WS && resumes ? "&envelope=json" : "";
    return "/v1/topics/" + topic + "?cursor=" + cursor + envelope;
  }

  /** It begins to connect; until its first message, it joins. */
  public void onJoining(long nowNanos) {
    joined = false;
    joiningNanos = nowNanos;
  }

  /** What a push transport gave it: a message, or a notice. */
  public void onMessage(String text, long nowNanos) {
    if (!onStamps(text, nowNanos)) {
      onGaps(GapNotices.in(text), nowNanos);
    }
    if (resumes) {
      moveTo(Field.string(text, ID));
    }
  }

  /** The body of a poll's answer. */
  public void onAnswer(String text, long nowNanos) {
    // The notice comes after the messages in the text, but tells of what was before them.
    onGaps(GapNotices.in(text), nowNanos);
    onStamps(text, nowNanos);
    moveTo(Field.string(text, CURSOR));
  }

  private boolean onStamps(String text, long nowNanos) {
    Stamp.Found found = Stamp.next(text, 0);
    if (found == null) {
      return false;
    }
    join(nowNanos);
    for (; found != null; found = Stamp.next(text, found.end())) {
      ledger.onStamp(found.stamp());
      tally.onDelivery(nowNanos - found.stamp().nanos());
    }
    return true;
  }

  /** After another history's notice the first message counts as the first one again. */
  private void onGaps(GapNotices notices, long nowNanos) {
    ledger.onGaps(notices);
    if (notices.epoch() && joined) {
      onJoining(nowNanos);
    }
  }

  private void join(long nowNanos) {
    if (!joined) {
      joined = true;
      tally.onJoined(nowNanos - joiningNanos);
    }
  }

  private void moveTo(@Nullable String position) {
    if (position != null) {
      cursor = position;
    }
  }

  /** A subscription ended as it should not; it does not try again. */
  public void giveUp() {
    tally.onError();
    givenUp = true;
  }

  /** Whether it has all, or has given up. */
  public boolean done() {
    return givenUp || ledger.finished();
  }

  public boolean finished() {
    return ledger.finished();
  }

  public Transport transport() {
    return transport;
  }

  public TransportTally tally() {
    return tally;
  }
}
