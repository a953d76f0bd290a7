package dev.sluice.server.loop;

import dev.sluice.core.time.Deadline;
import dev.sluice.core.time.DeadlineWheel;
import dev.sluice.core.time.GatewayClock;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Tells a loop's connections to leave, evenly over a time: each tick as many as it takes to be
 * through in time, and at least one, so that a few don't wait for what only many need. Belongs to
 * its loop.
 */
final class Farewells {
  /** To the next tick, and not to this one where it isn't swept yet. */
  private static final long NEXT_TICK_NANOS = 1;

  private final Queue<Channel> waiting = new ArrayDeque<>();
  private final Drain drain;
  private final GatewayClock clock;
  private final Deadline next;
  private final long endNanos;

  Farewells(Drain drain, GatewayClock clock, DeadlineWheel deadlines) {
    this.drain = drain;
    this.clock = clock;
    this.next = deadlines.deadline(this::onTick);
    this.endNanos = clock.nanoTime() + drain.spreadNanos();
  }

  /** One more; told with the others, or at the next tick where all are through. */
  void add(Channel channel) {
    waiting.add(channel);
    next.set(NEXT_TICK_NANOS);
  }

  /** The first ones, at once. */
  void begin() {
    onTick();
  }

  private void onTick() {
    long ticksLeft = Math.max(0, endNanos - clock.nanoTime()) / GatewayLoop.TICK_NANOS;
    long share = waiting.size() / (ticksLeft + 1);
    tell(Math.max(1, share));
    if (!waiting.isEmpty()) {
      next.set(NEXT_TICK_NANOS);
    }
  }

  private void tell(long count) {
    long left = count;
    while (left > 0 && !waiting.isEmpty()) {
      Channel channel = waiting.remove();
      if (channel.isOpen()) {
        channel.pipeline().fireUserEventTriggered(drain);
        left--;
      }
    }
  }
}
