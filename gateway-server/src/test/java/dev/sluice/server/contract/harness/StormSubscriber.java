package dev.sluice.server.contract.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of many who listen for numbers until the word "end", and keep what they are told; a restless
 * one leaves now and then, and comes back where it was. One thread at a time.
 */
public final class StormSubscriber implements AutoCloseable {
  private static final int RESTLESS_AFTER = 2000;

  private final Gateway gateway;
  private final String topic;
  private final Mode mode;
  private final boolean restless;
  private final @Nullable HttpClient client;
  private final List<Integer> received = new ArrayList<>();
  private final List<Told> surprises = new ArrayList<>();
  private Subscriber subscriber;
  private int sinceConnect;
  private String cursor = "latest";
  private long missed;
  private boolean lagged;
  private boolean over;

  /** Subscribes to what comes. */
  public StormSubscriber(Gateway gateway, String topic, Mode mode, boolean restless) {
    this.gateway = gateway;
    this.topic = topic;
    this.mode = mode;
    this.restless = restless;
    this.client = restless ? Http.newClient(mode.speaksHttp2()) : null;
    this.subscriber = subscribe(null);
  }

  private Subscriber subscribe(@Nullable String from) {
    List<String> topics = List.of(topic);
    return client == null
        ? mode.subscribe(gateway.publicUrl(), topics, from)
        : mode.subscribe(client, gateway.publicUrl(), topics, from);
  }

  /** Looks at all that came meanwhile. True where it is over. */
  public boolean isOver() {
    Told told = subscriber.inbox().tryNext();
    while (told != null && !over) {
      take(told);
      told = subscriber.inbox().tryNext();
    }
    return over;
  }

  private void take(Told told) {
    if (told instanceof Told.Received message) {
      take(message);
    } else if (told instanceof Told.Gap gap && gap.known() > 0) {
      missed += gap.known();
      cursor = gap.to();
    } else if (told.equals(new Told.Ended(4008, "lagged")) && mode == Mode.WS_RAW) {
      lagged = true;
      over = true;
    } else if (!(told instanceof Told.At) && !(told instanceof Told.Retry)) {
      surprises.add(told);
      over = told instanceof Told.Ended;
    }
  }

  private void take(Told.Received message) {
    if (message.text().equals("end")) {
      over = true;
      return;
    }
    received.add(Integer.valueOf(message.text()));
    cursor = cursorOf(message);
    sinceConnect++;
    if (restless && sinceConnect >= RESTLESS_AFTER) {
      subscriber.close();
      subscriber = subscribe(cursor);
      sinceConnect = 0;
    }
  }

  private String cursorOf(Told.Received message) {
    @Nullable String id = message.id();
    return id == null ? cursor : id;
  }

  /** Checks that each number came once and in its publisher's order, or was told to be missing. */
  public void check(int publishers, int each, boolean mayMiss) {
    assertThat(surprises).as("%s", mode).isEmpty();
    assertThat(received).as("%s", mode).doesNotHaveDuplicates();
    for (int publisher = 0; publisher < publishers; publisher++) {
      int from = publisher * each;
      assertThat(received).filteredOn(n -> n >= from && n < from + each).isSorted();
    }
    if (!lagged) {
      assertThat(received.size() + missed).as("%s", mode).isEqualTo((long) publishers * each);
    }
    assertThat(mayMiss || missedNothing()).as("%s missed %s", mode, missed).isTrue();
  }

  /** Whether it got everything. */
  public boolean missedNothing() {
    return missed == 0 && !lagged;
  }

  /** The numbers in the order in which they came. */
  public List<Integer> received() {
    return received;
  }

  @Override
  public void close() {
    subscriber.close();
  }
}
