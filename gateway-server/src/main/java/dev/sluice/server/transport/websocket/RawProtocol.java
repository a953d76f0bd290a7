package dev.sluice.server.transport.websocket;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.publish.Publisher;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.TopicLimitException;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.Act;
import dev.sluice.server.http.Problems;
import dev.sluice.server.http.RefusalCounter;
import dev.sluice.server.limits.TooManyException;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.transport.Envelope;
import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * No subprotocol: what the client sends is published to its one topic, where it may do that.
 * Stateless, any loop.
 *
 * @param formats of raw data, or of envelopes
 * @param publisher takes what clients send
 * @param publications makes messages of it
 * @param access says who may
 * @param refusals is told what was too many
 */
record RawProtocol(
    WebSocketFormats formats,
    boolean envelopes,
    Publisher publisher,
    Publications publications,
    Access access,
    RefusalCounter refusals)
    implements WebSocketProtocol {

  @Override
  public WireFormat<ByteBuf> format(Optional<Compression> agreed) {
    return formats.format(agreed);
  }

  @Override
  public int maxMessageBytes() {
    return publications.maxBytes();
  }

  @Override
  public void onText(WebSocketConnection connection, byte[] text) {
    publish(connection, publications.ofText(text));
  }

  @Override
  public void onBinary(WebSocketConnection connection, byte[] data) {
    publish(connection, publications.ofBinary(null, data));
  }

  private void publish(WebSocketConnection connection, Publication publication) {
    String topic = connection.subscriptions().onlyTopic();
    if (topic == null || !access.allows(connection.caller(), Act.PUBLISH, topic)) {
      connection.close(CloseCode.NOT_ALLOWED, "publishing is not allowed");
      return;
    }
    try {
      connection.allowance().publish(publication.data().length);
      publisher.publish(topic, publication, null);
    } catch (TopicLimitException full) {
      connection.close(CloseCode.TRY_AGAIN_LATER, "out of capacity");
    } catch (TooManyException tooMany) {
      refuse(connection, tooMany);
    }
  }

  private void refuse(WebSocketConnection connection, TooManyException tooMany) {
    refusals.onRefused(Problems.of(tooMany));
    int code = tooMany.isOfAll() ? CloseCode.TRY_AGAIN_LATER : CloseCode.TOO_MANY;
    connection.close(code, "too many, come back in " + tooMany.retryAfterSeconds() + " s");
  }

  @Override
  public void onGap(WebSocketConnection connection, Gap gap) {
    if (envelopes) {
      connection.send("{\"gap\":" + Envelope.gap(gap) + "}");
    } else {
      connection.close(CloseCode.LAGGED, "lagged");
    }
  }

  @Override
  public void onCovering(WebSocketConnection connection, String cursor) {
    if (envelopes) {
      connection.send("{\"cursor\":\"" + cursor + "\"}");
    }
  }
}
