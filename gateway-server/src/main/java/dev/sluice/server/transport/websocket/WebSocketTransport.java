package dev.sluice.server.transport.websocket;

import dev.sluice.core.publish.Publisher;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RefusalCounter;
import dev.sluice.server.http.Response;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.transport.ConnectionMetrics;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.Start;
import dev.sluice.server.transport.Starts;
import dev.sluice.server.transport.SubscriberTransport;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The way to subscribers by WebSocket. Any loop. */
public final class WebSocketTransport implements SubscriberTransport {
  private final Starts starts;
  private final Access access;
  private final Supplier<Cors> cors;
  private final Duration heartbeat;
  private final boolean compression;
  private final ConnectionMetrics connections;
  private final WebSocketProtocol raw;
  private final WebSocketProtocol envelopes;
  private final WebSocketProtocol sluiceV1;

  /**
   * Opens WebSockets.
   *
   * @param maxSubscriptions that one connection may have
   * @param compression whether it is agreed to where a client offers it
   */
  public WebSocketTransport(
      TopicRegistry topics,
      Publisher publisher,
      Publications publications,
      Starts starts,
      Access access,
      Authenticator authenticator,
      Supplier<Cors> cors,
      Duration heartbeat,
      int maxSubscriptions,
      boolean compression,
      ConnectionMetrics connections,
      RefusalCounter refusals,
      ByteBufAllocator allocator) {
    this.starts = starts;
    this.access = access;
    this.cors = cors;
    this.heartbeat = heartbeat;
    this.compression = compression;
    this.connections = connections;
    this.raw = raw(FrameWriter.RAW, publisher, publications, access, refusals, allocator);
    this.envelopes =
        raw(FrameWriter.ENVELOPE, publisher, publications, access, refusals, allocator);
    Commands commands =
        new Commands(topics, starts, publisher, publications, access, maxSubscriptions);
    this.sluiceV1 = new SluiceV1(
        new WebSocketFormats(allocator, FrameWriter.SLUICE_V1),
        commands,
        new Renewal(authenticator, access),
        publications,
        refusals);
  }

  private static WebSocketProtocol raw(
      FrameWriter writer,
      Publisher publisher,
      Publications publications,
      Access access,
      RefusalCounter refusals,
      ByteBufAllocator allocator) {
    WebSocketFormats formats = new WebSocketFormats(allocator, writer);
    return new RawProtocol(formats, writer.isEnvelope(), publisher, publications, access, refusals);
  }

  @Override
  public void accept(Exchange exchange, SubscriptionRequest request) {
    boolean speaksSluice = Handshake.offersSluiceV1(exchange.headers());
    Response accepted = Handshake.accept(exchange, speaksSluice);
    String origin = exchange.headers().get(HttpHeaderNames.ORIGIN);
    if (!cors.get().allows(origin)) {
      throw new ProblemException(Problem.forbidden("pages of this origin are not allowed"));
    }
    WebSocketProtocol protocol = protocol(request, speaksSluice);
    List<Start> begin = starts.of(request.topics(), request.cursor(), exchange.caller());
    Optional<Compression> agreed =
        compression ? Compression.of(exchange.headers()) : Optional.empty();
    agreed.ifPresent(c -> accepted.header("Sec-WebSocket-Extensions", c.header()));
    WebSocketConnection connection = new WebSocketConnection(
        exchange.channel(), exchange.loop(), this, protocol, exchange.allowance(), agreed);
    exchange.takeOver(accepted, decoder(protocol), connection);
    connection.begin(begin, exchange.caller());
  }

  private WebSocketProtocol protocol(SubscriptionRequest request, boolean speaksSluice) {
    if (speaksSluice) {
      if (request.envelope() == EnvelopeMode.RAW) {
        throw new ProblemException(Problem.badRequest("sluice.v1 has envelope json only"));
      }
      return sluiceV1;
    }
    if (request.topics().isEmpty()) {
      throw new ProblemException(
          Problem.badRequest("a subscription without a topic needs the subprotocol sluice.v1"));
    }
    return request.envelopeOrDefault() == EnvelopeMode.RAW ? raw : envelopes;
  }

  /** It only reports what is wrong; the connection closes, in its own framing. */
  private static WebSocket13FrameDecoder decoder(WebSocketProtocol protocol) {
    return new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
        .maxFramePayloadLength(protocol.maxMessageBytes())
        .expectMaskedFrames(true)
        .allowExtensions(true) // the reserved bits are checked by the assembler
        .closeOnProtocolViolation(false)
        .withUTF8Validator(false)
        .build());
  }

  long heartbeatNanos() {
    return heartbeat.toNanos();
  }

  Access access() {
    return access;
  }

  ConnectionMetrics connections() {
    return connections;
  }
}
