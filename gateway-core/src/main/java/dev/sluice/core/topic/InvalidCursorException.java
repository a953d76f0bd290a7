package dev.sluice.core.topic;

/**
 * A cursor that names no place, or none in the topic asked for; the message is fit for a client.
 */
public final class InvalidCursorException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private InvalidCursorException(String message) {
    super(message);
  }

  static InvalidCursorException malformed() {
    return new InvalidCursorException(
        "cursor is not one of this gateway's, nor latest, earliest or -N (N from 1 to 999999999)");
  }

  static InvalidCursorException notCovering(String topic) {
    return new InvalidCursorException("cursor does not cover topic " + topic);
  }

  static InvalidCursorException ahead(String topic, long last) {
    return new InvalidCursorException(
        "cursor is ahead of topic " + topic + ", whose newest message is number " + last);
  }
}
