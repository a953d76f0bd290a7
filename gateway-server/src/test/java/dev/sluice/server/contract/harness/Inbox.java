package dev.sluice.server.contract.harness;

import dev.sluice.server.contract.harness.Told.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber was told and a test has not looked at yet, in order. Filled by a client's
 * thread, read by the test's.
 */
public final class Inbox {
  private final BlockingQueue<Told> waiting = new LinkedBlockingQueue<>();
  private final boolean idsAreCursors;

  /** Covers all that was taken from here; null until it is told. */
  private @Nullable String cursor;

  /** Makes an empty one; with a single topic a message's id covers the subscription. */
  public Inbox(int topics) {
    this.idsAreCursors = topics == 1;
  }

  /** Adds what just came. */
  public void put(Told told) {
    waiting.add(told);
  }

  /** The next message; anything but cursors and signs of life before it is a failure. */
  public Received message() {
    Told told = next(t -> t instanceof Told.At || isAside(t), "a message");
    if (told instanceof Received received) {
      return received;
    }
    throw new AssertionError("expected a message, was told " + told);
  }

  /** So many messages. */
  public List<Received> messages(int count) {
    List<Received> messages = new ArrayList<>(count);
    while (messages.size() < count) {
      messages.add(message());
    }
    return messages;
  }

  /** The texts of so many messages. */
  public List<String> texts(int count) {
    return messages(count).stream().map(Received::text).toList();
  }

  /** The next thing but cursors and signs of life, which must be a gap notice. */
  public Told.Gap gap() {
    Told told = next(t -> t instanceof Told.At || isAside(t), "a gap notice");
    if (told instanceof Told.Gap gap) {
      return gap;
    }
    throw new AssertionError("expected a gap notice, was told " + told);
  }

  /** The next thing but cursors and signs of life, which must be the end. */
  public Told.Ended end() {
    Told told = next(t -> t instanceof Told.At || isAside(t), "the end");
    if (told instanceof Told.Ended ended) {
      return ended;
    }
    throw new AssertionError("expected the end, was told " + told);
  }

  /** The next of one kind, whatever comes before it. */
  public <T extends Told> T next(Class<T> kind) {
    return kind.cast(next(told -> !kind.isInstance(told), kind.getSimpleName()));
  }

  /** The next thing of all. */
  public Told next() {
    return next(told -> false, "anything");
  }

  /** The next thing of all, null where nothing is there. */
  public @Nullable Told tryNext() {
    return waiting.poll();
  }

  /** Where to go on after all that was taken; waits until the transport tells it. */
  public String cursor() {
    String known = cursor;
    while (known == null) {
      Told told = next(Inbox::isAside, "a cursor");
      if (!(told instanceof Told.At)) {
        throw new AssertionError("expected a cursor, was told " + told);
      }
      known = cursor;
    }
    return known;
  }

  private static boolean isAside(Told told) {
    return told instanceof Told.Heartbeat
        || told instanceof Told.Retry
        || told instanceof Told.Other;
  }

  private Told next(Predicate<Told> skip, String expected) {
    Told told = poll(expected);
    while (skip.test(told)) {
      told = poll(expected);
    }
    return told;
  }

  private Told poll(String expected) {
    try {
      Told told = waiting.poll(Await.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (told == null) {
        throw new AssertionError("expected " + expected + ", was told nothing");
      }
      follow(told);
      return told;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void follow(Told told) {
    if (told instanceof Received received) {
      cursor = idsAreCursors ? received.id() : null;
    } else if (told instanceof Told.Gap gap) {
      cursor = idsAreCursors ? gap.to() : null;
    } else if (told instanceof Told.At at) {
      cursor = at.cursor();
    }
  }
}
