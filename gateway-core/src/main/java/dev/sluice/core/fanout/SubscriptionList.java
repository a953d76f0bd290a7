package dev.sluice.core.fanout;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions in no order that anyone may rely on, with removal in one step, and one walk over
 * them that may be interrupted and that survives removals and additions. Belongs to its loop.
 *
 * <p>The array has three parts: those visited, those to visit, those added since the walk began. A
 * removal fills its hole with the last one of the same part, whose place goes to the last one of
 * the next, and so on: nobody who stays is left out or met twice, and one added is not met.
 *
 * <p>It walks in the order in which they came. Sockets that were made one after the other lie so in
 * the kernel's memory, and to go through them backwards costs 8 % of a delivery.
 */
final class SubscriptionList<B> {
  private static final int INITIAL_CAPACITY = 2;
  private static final int AHEAD = 8;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private @Nullable Subscription<B>[] members = new Subscription[INITIAL_CAPACITY];

  private int visited;
  private int toVisit;
  private int size;

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
    put(subscription, size++);
  }

  void remove(Subscription<B> subscription) {
    int hole = subscription.index;
    if (hole < visited) {
      hole = fill(hole, --visited);
    }
    if (hole < toVisit) {
      hole = fill(hole, --toVisit);
    }
    fill(hole, --size);
    members[size] = null;
  }

  Subscription<B> removeLast() {
    Subscription<B> last = at(size - 1);
    remove(last);
    return last;
  }

  void beginWalk() {
    visited = 0;
    toVisit = size;
  }

  boolean isWalking() {
    return visited < toVisit;
  }

  /** The next one of a walk that goes on. */
  Subscription<B> walk() {
    if (visited % AHEAD == 0) {
      lookAhead();
    }
    return at(visited++);
  }

  /**
   * Asks the next ones what they will be asked: their memory, which the kernel's work for those
   * before them has driven out of the processor's caches, comes for all of them at a time then.
   * Worth 9 % of a delivery (docs/performance.md).
   */
  private void lookAhead() {
    for (int i = visited; i < Math.min(toVisit, visited + AHEAD); i++) {
      at(i).sink().isWritable();
    }
  }

  /** Moves one into a hole, and says where the hole is then. */
  private int fill(int hole, int from) {
    if (from != hole) {
      put(at(from), hole);
    }
    return from;
  }

  private void put(Subscription<B> subscription, int index) {
    subscription.index = index;
    members[index] = subscription;
  }

  @SuppressWarnings("NullAway") // below size there are no holes
  private Subscription<B> at(int index) {
    return members[index];
  }
}
