package dev.sluice.server.net;

import dev.sluice.server.http.Http1Connection;
import dev.sluice.server.http.HttpService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;

/**
 * Knows HTTP/1.1 by its method: some capital letters and a space, perhaps behind empty lines (RFC
 * 9112, 2.2). Immutable, any loop.
 *
 * @param service what is offered
 */
record Http1Selector(HttpService service) implements ProtocolSelector {
  private static final int MAX_METHOD_LENGTH = 20;
  private static final int MAX_BLANKS = 4;

  @Override
  public Verdict peek(ByteBuf first) {
    int begin = first.readerIndex();
    int end = first.writerIndex();
    int at = begin;
    while (at < end && isLineEnd(first.getByte(at))) {
      at++;
    }
    if (at - begin > MAX_BLANKS) {
      return Verdict.NO;
    }
    return at == end ? Verdict.NEED_MORE : peekMethod(first, at, end);
  }

  private static Verdict peekMethod(ByteBuf first, int begin, int end) {
    for (int i = begin; i < end; i++) {
      byte b = first.getByte(i);
      if (b == ' ' && i > begin) {
        return Verdict.YES;
      }
      if (b < 'A' || b > 'Z' || i - begin == MAX_METHOD_LENGTH) {
        return Verdict.NO;
      }
    }
    return Verdict.NEED_MORE;
  }

  private static boolean isLineEnd(byte b) {
    return b == '\r' || b == '\n';
  }

  @Override
  public void appendTo(ChannelPipeline pipeline) {
    Http1Connection.appendTo(pipeline, service);
  }
}
