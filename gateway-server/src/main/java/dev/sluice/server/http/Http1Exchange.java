package dev.sluice.server.http;

import dev.sluice.server.loop.GatewayLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** A request on an HTTP/1.1 connection. Belongs to its loop. */
final class Http1Exchange implements Exchange {
  private final Http1Connection connection;
  private final HttpRequest request;
  private final Query query;
  private @Nullable RequestBody body;
  private @Nullable Runnable onAbort;
  private @Nullable Runnable onDrain;
  private boolean complete;
  private boolean answered;

  Http1Exchange(Http1Connection connection, HttpRequest request, Query query) {
    this.connection = connection;
    this.request = request;
    this.query = query;
  }

  @Override
  public GatewayLoop loop() {
    return connection.loop();
  }

  @Override
  public Channel channel() {
    return connection.channel();
  }

  @Override
  public HttpMethod method() {
    return request.method();
  }

  @Override
  public Query query() {
    return query;
  }

  @Override
  public HttpHeaders headers() {
    return request.headers();
  }

  @Override
  public StreamFraming streamFraming() {
    return isHttp11() ? StreamFraming.CHUNKED : StreamFraming.NONE;
  }

  @Override
  public boolean canUpgrade() {
    return isHttp11();
  }

  @Override
  public void onAbort(Runnable action) {
    onAbort = action;
  }

  @Override
  public void onDrain(Runnable action) {
    onDrain = action;
  }

  @Override
  public void respond(Response response) {
    assert loop().inLoop() && !answered;
    answered = true;
    connection.answer(this, response);
  }

  @Override
  public void takeOver(Response head, ChannelHandler... handlers) {
    assert loop().inLoop() && !answered && complete;
    answered = true;
    connection.handOver(this, head, handlers);
  }

  void bodyTo(RequestBody taker) {
    body = taker;
  }

  @Nullable RequestBody body() {
    return answered ? null : body;
  }

  void markComplete() {
    complete = true;
  }

  boolean isComplete() {
    return complete;
  }

  boolean isAnswered() {
    return answered;
  }

  boolean isHead() {
    return HttpMethod.HEAD.equals(request.method());
  }

  /** What may follow the answer. */
  Http1Encoder.Persistence persistence() {
    if (!complete || !HttpUtil.isKeepAlive(request)) {
      return Http1Encoder.Persistence.CLOSE;
    }
    return isHttp11() ? Http1Encoder.Persistence.IMPLIED : Http1Encoder.Persistence.SAID;
  }

  void abort() {
    if (answered) {
      return;
    }
    answered = true;
    if (body != null && !complete) {
      body.onAbort();
    }
    run(onAbort);
  }

  void drain() {
    if (!answered) {
      run(onDrain);
    }
  }

  private static void run(@Nullable Runnable action) {
    if (action != null) {
      action.run();
    }
  }

  private boolean isHttp11() {
    return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
  }
}
