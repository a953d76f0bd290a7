package dev.sluice.server;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.GatewayLoops;
import dev.sluice.server.net.ConnectionCount;
import dev.sluice.server.net.Listener;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the gateway goes away, in order: balancers are told, and given time to notice; nobody new is
 * let in; everybody is asked to leave, one after the other; and is waited for. By the gateway's
 * clock, on a thread of its own, which it blocks.
 */
final class Departure {
  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

  /** Of the time that clients have: half to ask them one after the other, the rest to leave. */
  private static final int SPREAD_PART = 2;

  /** An HTTP connection that is idle when it is asked has so much of it to hear a last 503. */
  private static final int GRACE_PART = 4;

  /** Over which clients are asked to spread their return, where the drain itself is shorter. */
  private static final long MIN_RETURN_MILLIS = 5000;

  private static final long LOOK_MILLIS = 50;

  private final Duration delay;
  private final Duration time;
  private final GatewayClock clock;

  /**
   * Plans one.
   *
   * @param delay until anything but readiness changes
   * @param time that clients have after it
   */
  Departure(Duration delay, Duration time, GatewayClock clock) {
    this.delay = delay;
    this.time = time;
    this.clock = clock;
  }

  /** Goes; returns when the last client has left, or their time is up. */
  void go(Readiness readiness, Listener listener, GatewayLoops loops, ConnectionCount connections) {
    long leavingNanos = clock.nanoTime();
    readiness.leave();
    if (!delay.isZero()) {
      LOG.info("not ready any more; draining in {}", delay);
      await(new CompletableFuture<>(), leavingNanos + delay.toNanos());
    }
    long drainingNanos = clock.nanoTime();
    LOG.info("draining {} connections within {}", connections.open(), time);
    readiness.drain();
    listener.close();
    Drain drain = drain();
    for (GatewayLoop loop : loops.all()) {
      loop.execute(() -> loop.drain(drain));
    }
    if (!await(connections.drained(), drainingNanos + time.toNanos())) {
      LOG.warn("closing {} connections that have not left", connections.open());
    }
  }

  private Drain drain() {
    long nanos = time.toNanos();
    long returnMillis = Math.max(MIN_RETURN_MILLIS, time.toMillis());
    return new Drain(nanos / SPREAD_PART, nanos / GRACE_PART, returnMillis);
  }

  /** Waits for something; false where the time is up, or nobody wants to wait any more. */
  private boolean await(Future<?> event, long endNanos) {
    try {
      while (clock.nanoTime() - endNanos < 0) {
        if (isDoneSoon(event)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return event.isDone();
  }

  private static boolean isDoneSoon(Future<?> event)
      throws InterruptedException, ExecutionException {
    try {
      event.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }
}
