package dev.sluice.load.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.load.plan.Transport;
import org.junit.jupiter.api.Test;

final class SubscriberTest {
  private static final String GAP =
      "{\"gap\":{\"topic\":\"t\",\"from\":\"a\",\"to\":\"b\",\"missed\":3,\"reason\":\"overrun\"}}";
  private static final String EPOCH =
      "{\"gap\":{\"topic\":\"t\",\"from\":\"a\",\"to\":\"b\",\"reason\":\"epoch\"}}";

  private final Padding padding = new Padding(1000);
  private boolean measuring = true;
  private final TransportTally tally = new TransportTally(() -> measuring);

  private Subscriber subscriber(Transport transport) {
    Subscriber subscriber = new Subscriber(transport, "t", new Ledger(0, 1, 1), tally, true);
    subscriber.onJoining(0);
    return subscriber;
  }

  private String data(long number, boolean last) {
    return new Stamp(0, number, 1000, last).toData(100, padding);
  }

  private String envelope(String id, long number, boolean last) {
    return "{\"topic\":\"t\",\"id\":\"" + id + "\",\"time\":1,\"data\":" + data(number, last) + "}";
  }

  @Test
  void comesBackWithTheIdOfTheLastMessage() {
    Subscriber subscriber = subscriber(Transport.STREAM);
    assertThat(subscriber.path()).isEqualTo("/v1/topics/t?cursor=-1");

    subscriber.onMessage(envelope("c1", 0, false), 2000);
    subscriber.onMessage(envelope("c2", 1, false), 2000);

    assertThat(subscriber.path()).isEqualTo("/v1/topics/t?cursor=c2");
  }

  @Test
  void asksAWebSocketForEnvelopesBecauseRawOnesHaveNoIds() {
    assertThat(subscriber(Transport.WS).path()).endsWith("&envelope=json");
    assertThat(subscriber(Transport.SSE).path()).doesNotContain("envelope");
  }

  @Test
  void goesOnFromAnAnswersCursor() {
    Subscriber subscriber = subscriber(Transport.POLL);

    subscriber.onAnswer(
        "{\"cursor\":\"c9\",\"messages\":[" + envelope("c8", 0, false) + ","
            + envelope("c9", 1, false) + "]}",
        2000);

    assertThat(subscriber.path()).endsWith("cursor=c9");
    assertThat(tally.deliveries()).isEqualTo(2);
  }

  @Test
  void takesAGapForWhatItSays() {
    Subscriber subscriber = subscriber(Transport.STREAM);
    subscriber.onMessage(envelope("c0", 0, false), 2000);
    subscriber.onMessage(GAP, 2000);
    subscriber.onMessage(envelope("c4", 4, true), 2000);

    Accounting sum = tally.accounting();

    assertThat(sum.missed()).isEqualTo(3);
    assertThat(sum.announced()).isEqualTo(3);
    assertThat(sum.gaps()).isEqualTo(1);
    assertThat(sum.unexplained()).isZero();
    assertThat(sum.unfinished()).isZero();
  }

  @Test
  void takesTheGapsOfAnAnswerForWhatTheySay() {
    Subscriber subscriber = subscriber(Transport.LONG_POLL);
    subscriber.onAnswer(
        "{\"cursor\":\"c0\",\"messages\":[" + envelope("c0", 0, false) + "]}", 2000);
    subscriber.onAnswer(
        "{\"cursor\":\"c4\",\"messages\":[" + envelope("c4", 4, true)
            + "],\"gaps\":[{\"topic\":\"t\",\"from\":\"a\",\"to\":\"b\",\"missed\":3,\"reason\":\"overrun\"}]}",
        2000);

    assertThat(tally.accounting().unexplained()).isZero();
    assertThat(tally.accounting().announced()).isEqualTo(3);
  }

  @Test
  void findsALossThatNobodyTold() {
    Subscriber subscriber = subscriber(Transport.STREAM);
    subscriber.onMessage(envelope("c0", 0, false), 2000);
    subscriber.onMessage(envelope("c3", 3, true), 2000);

    assertThat(tally.accounting().unexplained()).isEqualTo(2);
  }

  @Test
  void findsAGapThatWasNone() {
    Subscriber subscriber = subscriber(Transport.STREAM);
    subscriber.onMessage(envelope("c0", 0, false), 2000);
    subscriber.onMessage(GAP, 2000);
    subscriber.onMessage(envelope("c1", 1, true), 2000);

    assertThat(tally.accounting().unexplained()).isEqualTo(3);
  }

  @Test
  void joinsAgainWhenTheHistoryIsAnotherOne() {
    Subscriber subscriber = subscriber(Transport.SSE);
    subscriber.onMessage(envelope("c7", 7, false), 2000);
    assertThat(tally.joined()).isEqualTo(1);

    subscriber.onMessage("{\"event\":\"gap\",\"data\":" + EPOCH + "}", 2000);
    subscriber.onMessage(envelope("d0", 30, true), 2000);

    assertThat(tally.joined()).isEqualTo(2);
    assertThat(tally.accounting().epochs()).isEqualTo(1);
    assertThat(tally.accounting().unexplained()).isZero();
  }

  @Test
  void isDoneWhenEverySourceIs() {
    Ledger two = new Ledger(0, 1, 2);
    Subscriber subscriber = new Subscriber(Transport.SSE, "t", two, tally, false);
    subscriber.onMessage(new Stamp(0, 1, 1, true).toData(64, padding), 5);
    assertThat(subscriber.done()).isFalse();
    assertThat(tally.accounting().unfinished()).isEqualTo(1);

    subscriber.onMessage(new Stamp(1, 1, 1, true).toData(64, padding), 5);
    assertThat(subscriber.done()).isTrue();
  }

  @Test
  void noticesAMessageOfAnotherTopic() {
    Ledger second = new Ledger(1, 4, 4);
    Subscriber subscriber = new Subscriber(Transport.SSE, "t", second, tally, false);
    subscriber.onMessage(new Stamp(1, 1, 1, false).toData(64, padding), 5);
    subscriber.onMessage(new Stamp(2, 1, 1, false).toData(64, padding), 5);

    assertThat(tally.accounting().foreign()).isEqualTo(1);
  }

  @Test
  void countsLatenciesOnlyWhileItIsMeasured() {
    Subscriber subscriber = subscriber(Transport.SSE);
    subscriber.onMessage(envelope("c0", 0, false), 1000 + 2_000_000);
    measuring = false;
    subscriber.onMessage(envelope("c1", 1, false), 1000 + 9_000_000);

    var latencies = tally.latencies();

    assertThat(latencies.getTotalCount()).isEqualTo(1);
    assertThat(latencies.getMaxValue()).isBetween(1_990_000L, 2_010_000L);
    assertThat(tally.deliveries()).isEqualTo(2);
  }
}
