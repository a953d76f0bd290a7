package dev.sluice.core.topic;

/** A topic name or pattern that breaks the rules; the message is fit for a client. */
public final class InvalidTopicException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidTopicException(String message) {
    super(message);
  }
}
