package dev.sluice.server.transport;

import dev.sluice.core.time.Deadline;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.loop.GatewayLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection, for as long as its token lasts; those without a token
 * have none of these. Belongs to the connection's loop.
 */
public final class Session {
  /** Why a connection ends. */
  public static final String EXPIRED = "token expired";

  /** The same where objects are written. */
  public static final String EXPIRED_NOTICE = "{\"expired\":{\"reason\":\"" + EXPIRED + "\"}}";

  private final Access access;
  private final Deadline deadline;
  private final Runnable onExpired;
  private Caller caller;

  private Session(Caller caller, Access access, GatewayLoop loop, Runnable onExpired) {
    this.caller = caller;
    this.access = access;
    this.onExpired = onExpired;
    this.deadline = loop.deadlines().deadline(this::onDeadline);
    await();
  }

  /**
   * Begins one where there is a token.
   *
   * @param onExpired what ends the connection, called when the token has expired and no other has
   *     come
   */
  public static @Nullable Session begin(
      Caller caller, Access access, GatewayLoop loop, Runnable onExpired) {
    return caller.isAnonymous() ? null : new Session(caller, access, loop, onExpired);
  }

  /** Who it is. */
  public Caller caller() {
    return caller;
  }

  /** Goes on with another token. */
  public void renew(Caller renewed) {
    caller = renewed;
    await();
  }

  /** The connection ends, for whatever reason. */
  public void end() {
    deadline.clear();
  }

  private void await() {
    long millis = access.millisUntilEnd(caller);
    if (millis == Long.MAX_VALUE) {
      deadline.clear();
    } else {
      deadline.set(TimeUnit.MILLISECONDS.toNanos(millis));
    }
  }

  /** Deadlines go by another clock than tokens, and that one may have been set back. */
  private void onDeadline() {
    if (access.millisUntilEnd(caller) > 0) {
      await();
    } else {
      onExpired.run();
    }
  }
}
