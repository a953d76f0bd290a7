package dev.sluice.server.payload;

/** A message has more data than the limit. */
public final class PayloadTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int limitBytes;

  /** Says what the limit is. */
  public PayloadTooLargeException(int limitBytes) {
    super("the data is larger than the limit of " + limitBytes + " bytes", null, false, false);
    this.limitBytes = limitBytes;
  }

  /** The limit. */
  public int limitBytes() {
    return limitBytes;
  }
}
