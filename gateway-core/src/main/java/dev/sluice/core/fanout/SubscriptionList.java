package dev.sluice.core.fanout;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions in no order, with removal in one step, and one walk over them that may be
 * interrupted and that survives removals and additions. Belongs to its loop.
 *
 * <p>The walk goes from the last to the first, and a removal fills the hole with the last: that one
 * was visited already, or is moved to where it will be. So nobody who stays is left out. One that
 * was visited may be met again, and one added is not met.
 */
final class SubscriptionList<B> {
  private static final int INITIAL_CAPACITY = 2;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Subscription<B>[] members = new Subscription[INITIAL_CAPACITY];

  private int size;
  private int unvisited;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(Subscription<B> subscription) {
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    subscription.index = size;
    members[size++] = subscription;
  }

  void remove(Subscription<B> subscription) {
    Subscription<B> last = at(--size);
    members[size] = null;
    if (last != subscription) {
      members[subscription.index] = last;
      last.index = subscription.index;
    }
    unvisited = Math.min(unvisited, size);
  }

  Subscription<B> removeLast() {
    Subscription<B> last = at(size - 1);
    remove(last);
    return last;
  }

  void beginWalk() {
    unvisited = size;
  }

  boolean isWalking() {
    return unvisited > 0;
  }

  /** The next one of a walk that goes on. */
  Subscription<B> walk() {
    return at(--unvisited);
  }

  @SuppressWarnings("NullAway") // below size there are no holes
  private Subscription<B> at(int index) {
    return members[index];
  }
}
