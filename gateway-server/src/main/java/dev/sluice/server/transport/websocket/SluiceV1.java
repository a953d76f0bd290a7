package dev.sluice.server.transport.websocket;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.WireFormat;
import dev.sluice.core.publish.IdempotencyLimitException;
import dev.sluice.core.topic.InvalidCursorException;
import dev.sluice.core.topic.InvalidTopicException;
import dev.sluice.core.topic.TopicLimitException;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Act;
import dev.sluice.server.http.Problems;
import dev.sluice.server.http.RefusalCounter;
import dev.sluice.server.limits.TooManyException;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.PayloadTooLargeException;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.websocket.CommandException.Code;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The subprotocol {@code sluice.v1}: commands and answers as JSON in text frames. Stateless, any
 * loop.
 *
 * @param formats of envelopes in messages
 * @param commands what clients may ask for
 * @param renewal takes new tokens
 * @param publications says how large data may be
 * @param refusals is told what was too many
 */
record SluiceV1(
    WebSocketFormats formats,
    Commands commands,
    Renewal renewal,
    Publications publications,
    RefusalCounter refusals)
    implements WebSocketProtocol {
  /**
   * What a command may be larger than twice the data, so that too much data is refused and not the
   * frame.
   */
  private static final int COMMAND_BYTES = 64 * 1024;

  @Override
  public WireFormat<ByteBuf> format(Optional<Compression> agreed) {
    return formats.format(agreed);
  }

  @Override
  public int maxMessageBytes() {
    return (int) Math.min(Integer.MAX_VALUE / 2, publications.maxBytes() * 2L + COMMAND_BYTES);
  }

  @Override
  public void onText(WebSocketConnection connection, byte[] text) {
    ClientFrame frame = ClientFrame.read(text);
    String fault = frame.fault();
    if (fault != null) {
      connection.send(error(frame.id(), Code.BAD_REQUEST, fault));
      return;
    }
    if (frame.command().equals("auth")) {
      authenticate(connection, frame);
    } else {
      connection.send(answer(connection, frame));
    }
  }

  @Override
  public void onBinary(WebSocketConnection connection, byte[] data) {
    connection.close(CloseCode.UNSUPPORTED_DATA, "sluice.v1 is text");
  }

  /** Answered when the outcome is there; what is not allowed any more is told after. */
  private void authenticate(WebSocketConnection connection, ClientFrame frame) {
    try {
      renewal.begin(
          connection,
          frame.arguments(),
          () -> onRenewed(connection, frame),
          refused -> connection.send(refusal(frame, refused)));
    } catch (InvalidPayloadException refused) {
      connection.send(refusal(frame, refused));
    } catch (CommandException refused) {
      connection.send(error(frame.id(), refused.code(), refused.reason()));
    }
  }

  private void onRenewed(WebSocketConnection connection, ClientFrame frame) {
    connection.send(ok(frame, "{}"));
    for (String topic : renewal.endForbidden(connection)) {
      String told = Act.SUBSCRIBE.refusal(topic) + " any more";
      connection.send(error(null, Code.FORBIDDEN, told));
    }
  }

  private String answer(WebSocketConnection connection, ClientFrame frame) {
    try {
      return ok(frame, commands.run(connection, frame));
    } catch (CommandException
        | AccessDeniedException
        | TooManyException
        | InvalidTopicException
        | InvalidCursorException
        | InvalidPayloadException
        | PayloadTooLargeException
        | TopicLimitException
        | IdempotencyLimitException refused) {
      return refusal(frame, refused);
    }
  }

  private String refusal(ClientFrame frame, RuntimeException refused) {
    if (refused instanceof CommandException command) {
      return error(frame.id(), command.code(), command.reason());
    }
    if (refused instanceof AccessDeniedException denied) {
      return error(frame.id(), code(denied), denied.detail());
    }
    if (refused instanceof TooManyException tooMany) {
      refusals.onRefused(Problems.of(tooMany));
      return tooMany(frame.id(), tooMany);
    }
    return error(frame.id(), code(refused), String.valueOf(refused.getMessage()));
  }

  private static String ok(ClientFrame frame, String json) {
    return "{\"id\":" + frame.id() + ",\"ok\":" + json + "}";
  }

  private static Code code(AccessDeniedException denied) {
    return denied.reason() == AccessDeniedException.Reason.NO_KEYS
        ? Code.UNAVAILABLE
        : Code.FORBIDDEN;
  }

  private static Code code(RuntimeException refused) {
    if (refused instanceof InvalidTopicException) {
      return Code.BAD_TOPIC;
    }
    if (refused instanceof InvalidCursorException) {
      return Code.BAD_CURSOR;
    }
    if (refused instanceof PayloadTooLargeException) {
      return Code.TOO_LARGE;
    }
    return refused instanceof InvalidPayloadException ? Code.BAD_REQUEST : Code.UNAVAILABLE;
  }

  private static String tooMany(@Nullable String id, TooManyException tooMany) {
    Code code = tooMany.isOfAll() ? Code.UNAVAILABLE : Code.TOO_MANY;
    long seconds = tooMany.retryAfterSeconds();
    String message = tooMany.detail() + "; come back in " + seconds + " s";
    return error(id, code, message, ",\"retry_after\":" + seconds);
  }

  private static String error(@Nullable String id, Code code, String message) {
    return error(id, code, message, "");
  }

  private static String error(@Nullable String id, Code code, String message, String more) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(message));
    String head = id == null ? "{" : "{\"id\":" + id + ",";
    String error =
        "{\"code\":\"" + code.label() + "\",\"message\":\"" + escaped + "\"" + more + "}";
    return head + "\"error\":" + error + "}";
  }

  @Override
  public void onGap(WebSocketConnection connection, Gap gap) {
    connection.send("{\"gap\":" + Envelope.gap(gap) + "}");
  }

  @Override
  public void onCovering(WebSocketConnection connection, String cursor) {
    connection.send("{\"cursor\":\"" + cursor + "\"}");
  }
}
