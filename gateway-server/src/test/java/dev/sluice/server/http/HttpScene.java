package dev.sluice.server.http;

import dev.sluice.server.loop.LoopByHand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A connection that is served by a {@link TestRouter}, on a loop by hand. */
final class HttpScene implements AutoCloseable {
  static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);
  static final Duration BODY_TIMEOUT = Duration.ofSeconds(30);
  static final Duration KEEP_ALIVE_TIMEOUT = Duration.ofSeconds(75);
  static final Duration WRITE_TIMEOUT = Duration.ofSeconds(60);
  static final int REQUEST_LINE_BYTES = 200;
  static final int HEADER_BYTES = 400;

  final LoopByHand loop = LoopByHand.begin();
  final TestRouter router = new TestRouter();
  final List<String> refusals = new ArrayList<>();
  final HttpChannel channel = HttpChannel.serving(service(new Cors(List.of("*"))));

  HttpService service(Cors cors) {
    Http1Limits limits = new Http1Limits(
        REQUEST_LINE_BYTES,
        HEADER_BYTES,
        HEAD_TIMEOUT,
        BODY_TIMEOUT,
        KEEP_ALIVE_TIMEOUT,
        WRITE_TIMEOUT);
    return new HttpService(
        limits, 0, false, () -> cors, router, refusal -> refusals.add(refusal.label()));
  }

  /** Receives some bytes, and gives what is sent on them. */
  String exchange(String bytes) {
    channel.receive(bytes);
    return channel.sent();
  }

  void advance(Duration duration) {
    loop.advance(duration);
    channel.runPendingTasks();
  }

  @Override
  public void close() {
    channel.flush();
    channel.finishAndReleaseAll();
  }
}
