package dev.sluice.server.http;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** A request on an HTTP/1.1 connection. Belongs to its loop. */
final class Http1Exchange extends ServerExchange {
  private final Http1Connection connection;
  private final HttpRequest request;
  private final WebSocketOpening opening;

  Http1Exchange(Http1Connection connection, HttpRequest request, Query query) {
    super(connection.channel(), connection.loop(), request.method(), query, request.headers());
    this.connection = connection;
    this.request = request;
    this.opening = opening();
  }

  private WebSocketOpening opening() {
    boolean asked = isHttp11()
        && HttpMethod.GET.equals(method())
        && headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
        && headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true);
    return asked ? WebSocketOpening.UPGRADE : WebSocketOpening.NONE;
  }

  @Override
  public StreamFraming streamFraming() {
    return isHttp11() ? StreamFraming.CHUNKED : StreamFraming.NONE;
  }

  @Override
  public WebSocketOpening webSocketOpening() {
    return opening;
  }

  @Override
  public void refuse(RuntimeException failure) {
    connection.refuse(Problems.of(failure));
  }

  @Override
  void send(Response response) {
    connection.answer(this, response);
  }

  @Override
  void handOver(Response head, ChannelHandler... handlers) {
    connection.handOver(this, head, handlers);
  }

  @Override
  void sendContinue() {
    if (isHttp11()) { // others don't know it (RFC 9110, 10.1.1)
      connection.sendContinue();
    }
  }

  /** What may follow the answer. */
  Http1Encoder.Persistence persistence() {
    if (!isComplete() || !HttpUtil.isKeepAlive(request)) {
      return Http1Encoder.Persistence.CLOSE;
    }
    return isHttp11() ? Http1Encoder.Persistence.IMPLIED : Http1Encoder.Persistence.SAID;
  }

  private boolean isHttp11() {
    return request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
  }
}
