package dev.sluice.load.user;

import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * An answer of lines, NDJSON or SSE: each that is complete is a message to look at. One thread: the
 * event loop.
 */
final class StreamedLines implements HttpListener {
  private final StreamedAnswer answer;

  /**
   * The beginning of a line whose end has not come; on the heap, so that nobody needs to free it.
   */
  private final ByteBuf rest = Unpooled.buffer(0);

  StreamedLines(StreamedAnswer answer) {
    this.answer = answer;
  }

  @Override
  public void onWrite(Channel channel) {
    answer.on(channel);
  }

  @Override
  public void onFinalClientRequest(Request request) {}

  @Override
  public void onHttpResponse(HttpResponseStatus status, HttpHeaders headers) {
    if (status.code() == HttpResponseStatus.OK.code()) {
      answer.onConnected();
    } else {
      answer.onFault("answered " + status);
    }
  }

  @Override
  public void onHttpResponseBodyChunk(ByteBuf chunk, boolean last) {
    for (int end; (end = chunk.bytesBefore((byte) '\n')) >= 0; chunk.skipBytes(1)) {
      rest.writeBytes(chunk, end);
      String line = rest.toString(StandardCharsets.UTF_8);
      rest.clear();
      if (!line.isEmpty()) {
        answer.onMessage(line);
      }
    }
    rest.writeBytes(chunk);
    if (last) {
      answer.onFault("the stream ended");
    }
  }

  @Override
  public void onThrowable(Throwable fault) {
    answer.onFault(String.valueOf(fault.getMessage()));
  }
}
