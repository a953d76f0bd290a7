package dev.sluice.server.transport.websocket;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.auth.Act;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.limits.TooManyException;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.Json;
import dev.sluice.server.transport.Identification;
import dev.sluice.server.transport.websocket.CommandException.Code;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A new token for a connection: it goes on with what that allows. Stateless, any loop.
 *
 * @param authenticator says whose token it is
 * @param access says what it allows
 */
record Renewal(Authenticator authenticator, Access access) {
  /**
   * Takes the argument of {@code auth}, and tells the outcome unless the connection has ended by
   * then.
   *
   * @param onRefused is told that access is denied, or that there are too many of that user
   * @throws InvalidPayloadException if the argument is none
   * @throws CommandException if another one is still being looked at
   */
  void begin(
      WebSocketConnection connection,
      byte[] argument,
      Runnable onRenewed,
      Consumer<RuntimeException> onRefused) {
    String token = token(argument);
    if (!connection.tryBeginAuthentication()) {
      throw new CommandException(Code.TOO_MANY, "another token is still being looked at");
    }
    Identification.of(
        authenticator,
        token,
        connection.loop(),
        caller -> end(connection, () -> renew(connection, caller, onRenewed, onRefused)),
        denied -> end(connection, () -> onRefused.accept(denied)));
  }

  private static void end(WebSocketConnection connection, Runnable outcome) {
    connection.endAuthentication();
    if (!connection.isClosing()) {
      outcome.run();
    }
  }

  private static void renew(
      WebSocketConnection connection,
      Caller caller,
      Runnable onRenewed,
      Consumer<RuntimeException> onRefused) {
    if (isForAnother(connection, caller)) {
      onRefused.accept(new AccessDeniedException(Reason.FORBIDDEN, "the token is another user's"));
      return;
    }
    try {
      connection.renew(caller);
    } catch (TooManyException tooMany) {
      onRefused.accept(tooMany);
      return;
    }
    onRenewed.run();
  }

  private static boolean isForAnother(WebSocketConnection connection, Caller caller) {
    return !connection.caller().isAnonymous() && !connection.caller().isSameUser(caller);
  }

  /** Ends the subscriptions that are not allowed any more; their topics. */
  List<String> endForbidden(WebSocketConnection connection) {
    List<String> forbidden = connection.subscriptions().topics().stream()
        .filter(topic -> !access.allows(connection.caller(), Act.SUBSCRIBE, topic))
        .toList();
    forbidden.forEach(connection.subscriptions()::end);
    connection.allowance().unsubscribe(forbidden.size());
    return forbidden;
  }

  private static String token(byte[] json) {
    try (JsonParser parser = Json.parser(json, 0, json.length)) {
      if (parser.nextToken() == JsonToken.START_OBJECT
          && "token".equals(parser.nextFieldName())
          && parser.nextToken() == JsonToken.VALUE_STRING) {
        String token = parser.getText();
        if (parser.nextToken() == JsonToken.END_OBJECT) {
          return token;
        }
      }
      throw new InvalidPayloadException("auth is to be an object with a string, token");
    } catch (IOException e) {
      throw Json.invalid(e);
    }
  }
}
