package dev.sluice.server.auth;

/**
 * Ends what a client may not do. Its message is fit for the client: it repeats nothing of a token,
 * and is the same whether a topic exists or not. Without a stack trace, as nobody looks at it.
 */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What would help. */
  public enum Reason {
    /** A token, as there was none. */
    NO_TOKEN,
    /** A good token, as this one is not. */
    BAD_TOKEN,
    /** One token, as there are several. */
    SEVERAL_TOKENS,
    /** A token that grants more. */
    NOT_GRANTED,
    /** Nothing. */
    FORBIDDEN,
    /** Time, as the keys to check it with are not there. */
    NO_KEYS
  }

  private final Reason reason;

  /** Says what is not allowed, or what is wrong with a token. */
  public AccessDeniedException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  /** A token that is no good. */
  public static AccessDeniedException badToken(String message) {
    return new AccessDeniedException(Reason.BAD_TOKEN, message);
  }

  /** What would help. */
  public Reason reason() {
    return reason;
  }

  /** What to say. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
