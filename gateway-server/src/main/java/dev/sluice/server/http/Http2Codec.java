package dev.sluice.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * The codec of HTTP/2, which counts what it refuses by itself: streams that never become requests,
 * and connections that are ended, each once. Belongs to its loop.
 */
final class Http2Codec extends Http2FrameCodec {
  private final RefusalCounter refusals;
  private boolean ended;

  private Http2Codec(
      Http2ConnectionEncoder encoder,
      Http2ConnectionDecoder decoder,
      Http2Settings settings,
      RefusalCounter refusals) {
    super(encoder, decoder, settings, false, true);
    this.refusals = refusals;
  }

  /** Builds one of a server that is told where refusals are counted. */
  static Http2FrameCodecBuilder forServer(RefusalCounter refusals) {
    return new Builder(refusals);
  }

  @Override
  public void onError(ChannelHandlerContext ctx, boolean outbound, Throwable cause) {
    Http2Exception error = Http2CodecUtil.getEmbeddedHttp2Exception(cause);
    if (error != null && !ended && (!outbound || isFlood(error))) {
      ended = !Http2Exception.isStreamError(error);
      refusals.onRefused(reason(error));
    }
    super.onError(ctx, outbound, cause);
  }

  private static boolean isFlood(Http2Exception error) {
    return error.error() == Http2Error.ENHANCE_YOUR_CALM;
  }

  private static Refusal reason(Http2Exception error) {
    if (error instanceof HeaderListSizeException) {
      return Refusal.HEADERS_TOO_LARGE;
    }
    if (isFlood(error)) {
      return Refusal.HTTP2_FLOOD;
    }
    return error.error() == Http2Error.REFUSED_STREAM
        ? Refusal.HTTP2_STREAMS
        : Refusal.HTTP2_PROTOCOL;
  }

  private static final class Builder extends Http2FrameCodecBuilder {
    private final RefusalCounter refusals;

    Builder(RefusalCounter refusals) {
      this.refusals = refusals;
      server(true);
    }

    @Override
    protected Http2FrameCodec build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      Http2Codec codec = new Http2Codec(encoder, decoder, settings, refusals);
      codec.gracefulShutdownTimeoutMillis(gracefulShutdownTimeoutMillis());
      return codec;
    }
  }
}
