package dev.sluice.core.publish;

/** As many idempotency keys are remembered as is allowed; the message is fit for a client. */
public final class IdempotencyLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IdempotencyLimitException(int maxKeys) {
    super(
        "the limit of " + maxKeys + " idempotency keys in their window is reached",
        null,
        false,
        false);
  }
}
