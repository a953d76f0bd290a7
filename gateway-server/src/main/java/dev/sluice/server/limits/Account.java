package dev.sluice.server.limits;

import dev.sluice.core.time.Rate;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one client, or all together, use of what is limited. It is counted whether there is a limit
 * or not, so that rules can change. Any thread.
 */
public final class Account {
  private static final int CLOSED = -1;

  private final Scope scope;
  private final Object key;
  private final AtomicInteger holders = new AtomicInteger(1);
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final TokenBucket connecting;
  private final TokenBucket publishing;
  private final TokenBucket publishingBytes;

  /** One that somebody holds. */
  Account(Scope scope, Object key, long nowNanos) {
    this.scope = scope;
    this.key = key;
    this.connecting = new TokenBucket(nowNanos);
    this.publishing = new TokenBucket(nowNanos);
    this.publishingBytes = new TokenBucket(nowNanos);
  }

  Object key() {
    return key;
  }

  /** Counts a connection in, or throws. */
  void connect(LimitRules rules, long nowNanos) {
    Quota quota = rules.of(scope);
    add(connections, 1, quota.connections(), "connections");
    try {
      takeConnecting(rules, nowNanos);
    } catch (TooManyException soSoon) {
      connections.decrementAndGet();
      throw soSoon;
    }
  }

  /** Only the rate: who is there at a time is counted elsewhere. */
  void takeConnecting(LimitRules rules, long nowNanos) {
    take(connecting, rules.of(scope).connectionRate(), 1, rules, nowNanos, "new connections");
  }

  void disconnect() {
    connections.decrementAndGet();
  }

  void subscribe(int count, LimitRules rules) {
    add(subscriptions, count, rules.of(scope).subscriptions(), "subscriptions");
  }

  void unsubscribe(int count) {
    subscriptions.addAndGet(-count);
  }

  /** Takes a message from the buckets, or throws, and takes nothing. */
  void publish(int bytes, LimitRules rules, long nowNanos) {
    Quota quota = rules.of(scope);
    take(publishing, quota.publishRate(), 1, rules, nowNanos, "messages published");
    try {
      take(publishingBytes, quota.publishBytes(), bytes, rules, nowNanos, "bytes published");
    } catch (TooManyException soSoon) {
      publishing.giveBack(quota.publishRate(), 1);
      throw soSoon;
    }
  }

  /** For a message that another account had no room for. */
  void giveBack(int bytes, LimitRules rules) {
    Quota quota = rules.of(scope);
    publishing.giveBack(quota.publishRate(), 1);
    publishingBytes.giveBack(quota.publishBytes(), bytes);
  }

  private void add(AtomicInteger counter, int count, int limit, String what) {
    if (counter.addAndGet(count) > limit && limit > 0) {
      counter.addAndGet(-count);
      throw TooManyException.atATime(limit, what, scope);
    }
  }

  private void take(
      TokenBucket bucket, Rate rate, long count, LimitRules rules, long nowNanos, String what) {
    if (rate.isUnlimited()) {
      return;
    }
    long wait = bucket.tryTake(rate, rules.burst().toNanos(), count, nowNanos);
    if (wait > 0) {
      throw TooManyException.soSoon(rate, what, scope, wait);
    }
  }

  /** Whether forgetting it would give nobody more than is due. */
  boolean isSettled(long nowNanos) {
    return connecting.isFull(nowNanos)
        && publishing.isFull(nowNanos)
        && publishingBytes.isFull(nowNanos);
  }

  /** One more holder; how many there were, negative where it is closed and can't be held. */
  int hold() {
    return holders.getAndUpdate(count -> count == CLOSED ? CLOSED : count + 1);
  }

  /** One holder less; how many are left. */
  int letGo() {
    return holders.decrementAndGet();
  }

  /** Makes sure that nobody holds it any more, unless somebody does. */
  boolean tryClose() {
    return holders.compareAndSet(0, CLOSED);
  }
}
