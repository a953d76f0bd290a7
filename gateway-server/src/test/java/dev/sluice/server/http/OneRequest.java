package dev.sluice.server.http;

import dev.sluice.server.loop.LoopByHand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A request on a connection of its own, as its handler gets it. */
public final class OneRequest implements AutoCloseable {
  private static final Http1Limits LIMITS = new Http1Limits(
      64 * 1024,
      64 * 1024,
      Duration.ofHours(1),
      Duration.ofHours(1),
      Duration.ofHours(1),
      Duration.ofHours(1));

  private final HttpChannel channel;
  private final Exchange exchange;

  private OneRequest(HttpChannel channel, Exchange exchange) {
    this.channel = channel;
    this.exchange = exchange;
  }

  /** A request on a loop of its own; the Host header is added. */
  public static OneRequest of(String method, String target, String... headerLines) {
    return on(LoopByHand.begin(), method, target, headerLines);
  }

  /** A request on the loop that this thread is. */
  public static OneRequest on(
      LoopByHand loop, String method, String target, String... headerLines) {
    List<Exchange> routed = new ArrayList<>();
    Router router = exchange -> RequestBody.none(() -> routed.add(exchange));
    HttpService service = new HttpService(LIMITS, 0, false, () -> Cors.NONE, router, refusal -> {});
    HttpChannel channel = HttpChannel.serving(service);
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\n");
    for (String line : headerLines) {
      head.append(line).append("\r\n");
    }
    channel.receive(head.append("\r\n").toString());
    return new OneRequest(channel, routed.get(0));
  }

  /** The request. */
  public Exchange exchange() {
    return exchange;
  }

  /** The connection. */
  public HttpChannel channel() {
    return channel;
  }

  /** What was answered since this was asked last. */
  public String answer() {
    return channel.sent();
  }

  @Override
  public void close() {
    channel.flush();
    channel.finishAndReleaseAll();
  }
}
