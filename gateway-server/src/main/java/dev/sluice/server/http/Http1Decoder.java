package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request, and the next one only when it is told that the first was answered. So
 * pipelined requests are answered in order, what follows a protocol change is not taken for HTTP,
 * and what a client sends meanwhile is bounded: above the bound nothing is read from its socket.
 * What {@link Http1Syntax} finds fault with is not decoded at all. Belongs to its connection's
 * loop.
 */
final class Http1Decoder extends HttpRequestDecoder {
  private static final int MAX_WAITING_BYTES = 64 * 1024;
  private static final int INITIAL_BUFFER_BYTES = 256;

  /** What the bytes that come next are. */
  private enum Section {
    HEAD,
    BODY,
    TRAILERS,
    /** What nobody reads any more. */
    REFUSE
  }

  private final Http1Syntax syntax = new Http1Syntax();
  private @Nullable ChannelHandlerContext context;
  private Section section = Section.HEAD;

  /** So many bytes behind the reader's index were found in order. */
  private int checkedBytes;

  private int lengthFields;
  private boolean paused;
  private boolean reading;
  private boolean partial;

  Http1Decoder(Http1Limits limits) {
    super(new HttpDecoderConfig()
        .setMaxInitialLineLength(limits.requestLineBytes())
        .setMaxHeaderSize(limits.headerBytes())
        .setInitialBufferSize(INITIAL_BUFFER_BYTES)
        .setStrictLineParsing(true)
        .setUseRfc9112TransferEncoding(true)
        .setAllowDuplicateContentLengths(false));
  }

  /** Goes on with the next request. */
  void resume() {
    paused = false;
    readOn();
  }

  /** Drops what is there and what comes: no request follows. */
  void discard() {
    section = Section.REFUSE;
    resume();
  }

  private void readOn() {
    ChannelHandlerContext ctx = context;
    if (reading || ctx == null || ctx.isRemoved()) {
      return;
    }
    ctx.channel().config().setAutoRead(true);
    try {
      channelRead(ctx, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  /** True where some of a request's head has come, but not all. */
  boolean hasPartialRequest() {
    return partial;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object input) throws Exception {
    reading = true;
    try {
      super.channelRead(ctx, input);
    } finally {
      reading = false;
    }
    if (paused && !ctx.isRemoved() && actualReadableBytes() > MAX_WAITING_BYTES) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf buffer, List<Object> out)
      throws Exception {
    if (paused) {
      return;
    }
    if (section == Section.REFUSE) {
      buffer.skipBytes(buffer.readableBytes());
      return;
    }
    String fault = section == Section.BODY ? null : fault(buffer);
    if (fault != null) {
      refuse(buffer, out, fault);
      return;
    }
    int from = buffer.readerIndex();
    super.decode(ctx, buffer, out);
    checkedBytes = Math.max(0, checkedBytes - (buffer.readerIndex() - from));
    onDecoded(buffer, from, out);
  }

  private @Nullable String fault(ByteBuf buffer) {
    int unchecked = buffer.readableBytes() - checkedBytes;
    if (unchecked <= 0 || syntax.isComplete()) {
      return null;
    }
    int last = buffer.forEachByte(buffer.readerIndex() + checkedBytes, unchecked, syntax);
    int end = last < 0 ? buffer.writerIndex() : last + 1;
    checkedBytes = end - buffer.readerIndex();
    return syntax.fault();
  }

  private void refuse(ByteBuf buffer, List<Object> out, String fault) {
    section = Section.REFUSE;
    partial = false;
    buffer.skipBytes(buffer.readableBytes());
    out.add(new MalformedRequest(fault));
  }

  private void onDecoded(ByteBuf buffer, int from, List<Object> out) {
    partial = out.isEmpty();
    if (partial) {
      if (section == Section.BODY && isLastChunkSize(buffer, from)) {
        begin(Section.TRAILERS);
        syntax.beginTrailers();
      }
    } else if (lengthFields > 1) {
      out.clear(); // in HTTP/1.0 the first of them was taken
      refuse(buffer, out, "there is more than one Content-Length");
    } else if (out.get(out.size() - 1) instanceof LastHttpContent) {
      paused = true;
      begin(Section.HEAD);
      syntax.beginHead();
      lengthFields = 0;
    } else if (section == Section.HEAD) {
      begin(Section.BODY);
    }
  }

  private void begin(Section next) {
    section = next;
    checkedBytes = 0;
  }

  /** Whether what was just decoded, to nothing yet, is the line of the chunk that ends a body. */
  private static boolean isLastChunkSize(ByteBuf buffer, int from) {
    int end = buffer.readerIndex();
    int at = from;
    while (at < end && buffer.getByte(at) == '0') {
      at++;
    }
    return at > from && at < end && "\r; \t".indexOf(buffer.getByte(at)) >= 0;
  }

  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    AsciiString name = super.splitHeaderName(line, start, length);
    if (section == Section.HEAD && name.contentEqualsIgnoreCase(HttpHeaderNames.CONTENT_LENGTH)) {
      lengthFields++;
    }
    return name;
  }
}
