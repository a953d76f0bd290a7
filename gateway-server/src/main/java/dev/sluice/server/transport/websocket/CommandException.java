package dev.sluice.server.transport.websocket;

import java.util.Locale;

/** A command that is refused. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What clients can tell refusals by. */
  enum Code {
    BAD_REQUEST,
    BAD_TOPIC,
    BAD_CURSOR,
    FORBIDDEN,
    NOT_SUBSCRIBED,
    ALREADY_SUBSCRIBED,
    TOO_LARGE,
    TOO_MANY,
    UNAVAILABLE;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Code code;

  CommandException(Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  Code code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
