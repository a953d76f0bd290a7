package dev.sluice.server.soak;

import dev.sluice.server.contract.harness.GatewayProcess;
import dev.sluice.server.contract.harness.Http;
import dev.sluice.server.contract.harness.Mode;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.Subscriber;
import dev.sluice.server.contract.harness.Told;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Many clients, one after the other: each comes over some transport, stays for a while, sees to it
 * that numbers rise, and breaks its connection off; some read nothing, some say nothing. A thread.
 */
final class SoakClient implements Runnable {
  private static final String[] CURSORS = {"latest", "earliest", "-5"};
  private static final int MAX_STAY_MILLIS = 300;
  private static final int SMALL = 4096;
  private static final int LAGGED = 4008;

  /** Far less than the gateway's keep-alive time-out. */
  private static final long IDLE_NANOS = 1_000_000_000;

  private final URI url;
  private final InetSocketAddress address;
  private final List<String> topics;
  private final Random random;

  /**
   * Of its own: where the JDK's client is told to break off a request that is just over, it closes
   * the connection, which by then may carry somebody else's; and who breaks off too many streams on
   * one connection of HTTP/2 is sent away with all that it carries.
   */
  private final HttpClient http1 = Http.newClient(false);

  private HttpClient http2 = Http.newClient(true);
  private long lastHttp2 = System.nanoTime();
  private final BooleanSupplier over;
  private final AtomicLong came;
  private final AtomicLong received;

  SoakClient(
      GatewayProcess gateway,
      List<String> topics,
      long seed,
      BooleanSupplier over,
      AtomicLong came,
      AtomicLong received) {
    this.url = gateway.publicUrl();
    this.address = gateway.publicAddress();
    this.topics = topics;
    this.random = new Random(seed);
    this.over = over;
    this.came = came;
    this.received = received;
  }

  /**
   * A new one after a while: the JDK's client begins no stream anew that meets the GOAWAY of a
   * gateway that closes an idle connection.
   */
  private HttpClient http2() {
    if (System.nanoTime() - lastHttp2 > IDLE_NANOS) {
      http2 = Http.newClient(true);
    }
    return http2;
  }

  @Override
  public void run() {
    while (!over.getAsBoolean()) {
      came.incrementAndGet();
      switch (random.nextInt(10)) {
        case 0 -> readNothing();
        case 1 -> sayNothingSensible();
        default -> subscribe();
      }
    }
  }

  private void subscribe() {
    Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
    try {
      subscribe(mode);
    } catch (AssertionError failure) {
      throw new AssertionError(mode + ": " + failure.getMessage(), failure);
    }
  }

  private void subscribe(Mode mode) {
    String cursor = random.nextBoolean() ? null : CURSORS[random.nextInt(CURSORS.length)];
    List<String> wanted = mode.hasEnvelope() ? some() : some().subList(0, 1);
    HttpClient client = mode.speaksHttp2() ? http2() : http1;
    try (Subscriber subscriber = mode.subscribe(client, url, wanted, cursor)) {
      long until = System.nanoTime() + random.nextInt(MAX_STAY_MILLIS) * 1_000_000L;
      Map<String, Long> last = new HashMap<>();
      while (System.nanoTime() < until) {
        Told told = subscriber.inbox().tryNext();
        if (told == null) {
          LockSupport.parkNanos(5_000_000);
        } else if (take(told, last)) {
          return;
        }
      }
    } finally {
      if (mode.speaksHttp2()) {
        lastHttp2 = System.nanoTime();
      }
    }
  }

  /** True where it is over. */
  private boolean take(Told told, Map<String, Long> last) {
    if (told instanceof Told.Ended end) {
      if (end.code() != LAGGED) {
        throw new AssertionError("ended by " + end);
      }
      return true;
    }
    if (told instanceof Told.Received message) {
      received.incrementAndGet();
      String topic = String.valueOf(message.topic());
      long number = Long.parseLong(message.text().substring(1, message.text().indexOf(',')));
      Long before = last.put(topic, number);
      if (before != null && before >= number) {
        throw new AssertionError(number + " came after " + before + " in " + topic);
      }
    }
    return false;
  }

  /** A slow consumer: what comes fills its small buffer. */
  private void readNothing() {
    try (RawConnection connection = RawConnection.to(address, SMALL)) {
      connection.request("GET", "/v1/topics/" + some().get(0) + "?transport=sse&cursor=earliest");
      stay();
    }
  }

  private void sayNothingSensible() {
    try (RawConnection connection = RawConnection.to(address)) {
      String[] beginnings = {
        "",
        "GET",
        "GET /v1/topics/a HTTP/1.1\r\nHost: x\r\n",
        "\0\1\2\3",
        "PRI * HTTP/2.0\r\n\r\nSM"
      };
      connection.send(beginnings[random.nextInt(beginnings.length)]);
      stay();
    }
  }

  private void stay() {
    LockSupport.parkNanos(random.nextInt(MAX_STAY_MILLIS) * 1_000_000L);
  }

  private List<String> some() {
    List<String> some = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String topic = topics.get(random.nextInt(topics.size()));
      if (!some.contains(topic)) {
        some.add(topic);
      }
    }
    return some;
  }
}
