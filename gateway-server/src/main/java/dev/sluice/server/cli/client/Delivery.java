package dev.sluice.server.cli.client;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a subscription brings, and keeps the place. The subscribing thread calls it;
 * {@link #stop} is for any thread.
 */
public final class Delivery implements Receiver {
  private static final long STOP_SECONDS = 1;

  /**
   * Guards the rest: a message is printed and noted in one step, so that a stop tells the truth.
   */
  private final ReentrantLock lock = new ReentrantLock();

  private final PrintStream out;
  private final PrintStream err;
  private final boolean envelopes;
  private final Progress progress;
  private long wanted;
  private boolean complete;

  /**
   * Makes one for a subscription.
   *
   * @param envelopes whether to print envelopes rather than data
   * @param wanted how many messages to print
   * @param oneTopic whether the subscription has one topic only
   * @param cursor where it starts; null for what comes from now on
   */
  public Delivery(
      PrintStream out,
      PrintStream err,
      boolean envelopes,
      long wanted,
      boolean oneTopic,
      @Nullable String cursor) {
    this.out = out;
    this.err = err;
    this.envelopes = envelopes;
    this.wanted = wanted;
    this.progress = new Progress(oneTopic, cursor);
  }

  @Override
  public void onConnected() {
    // Nothing to say: silence is the sign that all is well.
  }

  @Override
  public boolean onIncoming(Incoming incoming) {
    lock.lock();
    try {
      if (!complete) {
        take(incoming);
      }
      return !complete;
    } finally {
      lock.unlock();
    }
  }

  /** Where to resume from; null for what comes from now on. */
  @Nullable String cursor() {
    lock.lock();
    try {
      return progress.cursor();
    } finally {
      lock.unlock();
    }
  }

  /** Tells whether all that was wanted was printed, or nobody reads what is printed. */
  boolean isComplete() {
    lock.lock();
    try {
      return complete;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Prints nothing more but the cursor to resume from. Does not wait for a reader that is stuck.
   */
  public void stop() {
    try {
      if (!lock.tryLock(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      complete = true;
      if (progress.cursor() != null) {
        print(err, "cursor: " + progress.cursor());
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(Incoming incoming) {
    if (incoming instanceof Incoming.Message message) {
      onMessage(message);
    } else if (incoming instanceof Incoming.Gap gap) {
      print(err, "gap: " + gap.notice());
      progress.onGap(gap);
    } else if (incoming instanceof Incoming.Covering covering) {
      progress.onCovering(covering);
    }
  }

  private void onMessage(Incoming.Message message) {
    if (!progress.onMessage(message)) {
      return;
    }
    boolean printed = print(out, envelopes ? message.envelope() : message.data());
    wanted--;
    complete = wanted == 0 || !printed;
  }

  /** Prints a line at once; false where nobody reads it, as behind {@code | head}. */
  private static boolean print(PrintStream stream, String line) {
    stream.print(line + "\n");
    return !stream.checkError();
  }
}
