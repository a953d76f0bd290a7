package dev.sluice.load.user;

import dev.sluice.load.tally.Subscriber;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What comes over one streamed subscription, whatever frames it: until its subscriber has all,
 * should leave, or it breaks. One thread: the event loop, which is the connection's too.
 */
final class StreamedAnswer {
  private static final long CATCH_UP_MILLIS = 1000;

  private final Subscriber subscriber;
  private final long stallMillis;
  private final BooleanSupplier leaves;
  private final Report report;
  private @Nullable Channel channel;
  private boolean over;

  StreamedAnswer(Subscriber subscriber, long stallMillis, BooleanSupplier leaves, Report report) {
    this.subscriber = subscriber;
    this.stallMillis = stallMillis;
    this.leaves = leaves;
    this.report = report;
  }

  void on(Channel opened) {
    channel = opened;
  }

  void onConnected() {
    report.connected();
    if (stallMillis > 0) {
      later(this::stall, CATCH_UP_MILLIS);
    }
  }

  private void stall() {
    if (channel != null && !over) {
      channel.config().setAutoRead(false);
      later(this::goOn, stallMillis);
    }
  }

  private void goOn() {
    if (channel != null && !over) {
      channel.config().setAutoRead(true);
      later(this::stall, CATCH_UP_MILLIS);
    }
  }

  private void later(Runnable step, long millis) {
    if (channel != null) {
      var scheduled = channel.eventLoop().schedule(step, millis, TimeUnit.MILLISECONDS);
      assert !scheduled.isCancelled();
    }
  }

  void onMessage(String text) {
    if (over) {
      return;
    }
    subscriber.onMessage(text, System.nanoTime());
    if (subscriber.done() || leaves.getAsBoolean()) {
      end();
      report.left();
    }
  }

  void onFault(String why) {
    if (!over) {
      end();
      report.failed(why);
    }
  }

  private void end() {
    over = true;
    if (channel != null) {
      channel.close();
    }
  }
}
