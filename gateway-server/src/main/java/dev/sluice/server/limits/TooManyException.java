package dev.sluice.server.limits;

import dev.sluice.core.time.Rate;
import java.util.concurrent.TimeUnit;

/** Something would be more than a limit allows; without a stack trace, as nobody looks at it. */
public final class TooManyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where it depends on others' leaving, which nobody can foretell. */
  private static final long UNKNOWN_SECONDS = 2;

  private final boolean ofAll;
  private final long retryAfterSeconds;

  private TooManyException(String limit, Scope scope, long retryAfterSeconds) {
    super("the limit of " + limit + " " + scope.words() + " is reached", null, false, false);
    this.ofAll = scope == Scope.ALL;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static TooManyException atATime(int limit, String what, Scope scope) {
    return new TooManyException(limit + " " + what, scope, UNKNOWN_SECONDS);
  }

  static TooManyException soSoon(Rate limit, String what, Scope scope, long waitNanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(waitNanos - 1) + 1;
    String period = limit.period().toSeconds() + " s";
    return new TooManyException(limit.amount() + " " + what + " in " + period, scope, seconds);
  }

  /** What is to be told. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** Whether the limit is that of all together, so that it isn't the client's fault. */
  public boolean isOfAll() {
    return ofAll;
  }

  /** When it makes sense to come back; at least 1. */
  public long retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
