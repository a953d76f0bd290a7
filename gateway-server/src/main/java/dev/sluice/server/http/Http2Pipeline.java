package dev.sluice.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.Locale;
import java.util.Map;

/** Makes a channel speak HTTP/2 (RFC 9113), with bounds against floods. On the channel's loop. */
public final class Http2Pipeline {
  private static final int UPGRADED_STREAM = 1;
  private static final long GRACEFUL_MILLIS = 1000;
  private static final int RESET_WINDOW_SECONDS = 10;

  /** In that time, for a connection that may have few streams. */
  private static final int MIN_RESETS = 200;

  /**
   * Answers to pings, settings and the like, resets too, that wait for a client that does not read:
   * far more than one that does ever has, and far less memory than the codec's own 10,000. More
   * only where more streams than that may have to be reset at once.
   */
  private static final int MIN_QUEUED_ANSWERS = 1000;

  private static final int MAX_SMALL_CONTINUATIONS = 16;

  private Http2Pipeline() {}

  /** Appends what a connection needs; the client's preface is still to come. */
  public static void appendTo(ChannelPipeline pipeline, HttpService service) {
    append(pipeline, service);
  }

  private static Http2FrameCodec append(ChannelPipeline pipeline, HttpService service) {
    Http2Settings settings = Http2Settings.defaultSettings()
        .maxConcurrentStreams(service.http2Streams())
        .maxHeaderListSize(service.limits().headerBytes())
        .connectProtocolEnabled(true);
    int resets = maxResets(service.http2Streams());
    Http2FrameCodec codec = Http2Codec.forServer(service.refusals())
        .initialSettings(settings)
        .validateRequiredPseudoHeaders(true)
        .gracefulShutdownTimeoutMillis(GRACEFUL_MILLIS)
        .decoderEnforceMaxRstFramesPerWindow(resets, RESET_WINDOW_SECONDS)
        .encoderEnforceMaxRstFramesPerWindow(resets, RESET_WINDOW_SECONDS)
        .encoderEnforceMaxQueuedControlFrames(Math.max(MIN_QUEUED_ANSWERS, resets))
        .decoderEnforceMaxSmallContinuationFrames(MAX_SMALL_CONTINUATIONS)
        .build();
    Http2Connection connection = new Http2Connection(pipeline.channel(), service);
    ChannelInitializer<Channel> streams = new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel stream) {
        connection.add(stream);
      }
    };
    pipeline
        .addLast("http2-codec", codec)
        .addLast("http2-streams", new Http2MultiplexHandler(streams))
        .addLast("http2", connection);
    return codec;
  }

  /**
   * How many streams may break off in the window before the connection is ended: each that there
   * may be at a time, once a second. To leave is ordinary, and a proxy's connection has the streams
   * of many clients, who must not lose theirs by it; while an abort leaves no work behind, so that
   * even at this rate it costs less than to be answered.
   */
  private static int maxResets(int streams) {
    return Math.max(MIN_RESETS, streams * RESET_WINDOW_SECONDS);
  }

  /** Goes on in HTTP/2 with a request of HTTP/1.1 as its first stream (RFC 7540, 3.2). */
  static void upgrade(
      ChannelPipeline pipeline, HttpService service, HttpRequest request, Http2Settings settings)
      throws Http2Exception {
    Http2FrameCodec codec = append(pipeline, service);
    ChannelHandlerContext ctx = pipeline.context(codec);
    codec.onHttpServerUpgrade(settings);
    codec.decoder().frameListener().onHeadersRead(ctx, UPGRADED_STREAM, headers(request), 0, true);
  }

  private static Http2Headers headers(HttpRequest request) {
    Http2Headers headers = new DefaultHttp2Headers();
    headers.method(request.method().asciiName()).path(request.uri()).scheme("http");
    headers.authority(request.headers().get(HttpHeaderNames.HOST, ""));
    for (Map.Entry<String, String> field : request.headers()) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if (!H2cUpgrade.isHopByHop(name)) {
        headers.add(name, field.getValue());
      }
    }
    return headers;
  }
}
