package dev.sluice.load.user;

import io.gatling.http.client.WebSocketListener;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.charset.StandardCharsets;

/** A WebSocket whose connection can be left unread. One thread: the event loop. */
final class StreamedFrames extends WebSocketListener {
  private final StreamedAnswer answer;

  StreamedFrames(StreamedAnswer answer) {
    this.answer = answer;
  }

  @Override
  public void openWebSocket(Channel channel) {
    answer.on(channel);
    super.openWebSocket(channel);
  }

  @Override
  public void onWebSocketOpen() {
    answer.onConnected();
  }

  @Override
  public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {}

  @Override
  public void onTextFrame(TextWebSocketFrame frame) {
    answer.onMessage(frame.content().toString(StandardCharsets.UTF_8));
  }

  @Override
  public void onBinaryFrame(BinaryWebSocketFrame frame) {}

  @Override
  public void onPongFrame(PongWebSocketFrame frame) {}

  @Override
  public void onCloseFrame(CloseWebSocketFrame frame) {
    answer.onFault("closed with " + frame.statusCode() + " " + frame.reasonText());
  }

  @Override
  public void onThrowable(Throwable fault) {
    answer.onFault(String.valueOf(fault.getMessage()));
  }
}
