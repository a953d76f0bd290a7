package dev.sluice.server.http;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;

/** A request on a stream of an HTTP/2 connection. Belongs to its loop. */
final class Http2Exchange extends ServerExchange {
  private final Http2Stream stream;
  private final boolean webSocket;

  Http2Exchange(
      Http2Stream stream, HttpMethod method, Query query, HttpHeaders headers, boolean webSocket) {
    super(stream.channel(), stream.loop(), method, query, headers);
    this.stream = stream;
    this.webSocket = webSocket;
  }

  @Override
  public StreamFraming streamFraming() {
    return StreamFraming.NONE;
  }

  @Override
  public WebSocketOpening webSocketOpening() {
    return webSocket ? WebSocketOpening.CONNECT : WebSocketOpening.NONE;
  }

  @Override
  public void refuse(RuntimeException failure) {
    stream.refuse(Problems.of(failure));
  }

  @Override
  void send(Response response) {
    stream.answer(this, response);
  }

  @Override
  void handOver(Response head, ChannelHandler... handlers) {
    stream.handOver(this, head, handlers);
  }

  @Override
  void sendContinue() {
    stream.sendContinue();
  }
}
