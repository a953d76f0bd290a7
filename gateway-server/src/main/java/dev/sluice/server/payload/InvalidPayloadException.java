package dev.sluice.server.payload;

/** Something published is not what it says it is; the message is fit for a client. */
public final class InvalidPayloadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public InvalidPayloadException(String message) {
    super(message, null, false, false);
  }
}
