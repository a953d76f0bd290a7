package dev.sluice.server.limits;

import dev.sluice.core.time.GatewayClock;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.maps.NonBlockingHashMap;

/**
 * The accounts of all addresses, or of all users. One is there for as long as somebody holds it,
 * and then until its buckets are full again, so that to leave and to come back wins nothing; but no
 * more than a number of them, so that many who come once don't fill the memory. Any thread.
 */
final class Accounts {
  /** That nobody holds: some tens of megabytes at most. */
  static final int MOST_LINGERING = 100_000;

  private final NonBlockingHashMap<Object, Account> byKey = new NonBlockingHashMap<>();
  private final AtomicInteger lingering = new AtomicInteger();
  private final Scope scope;
  private final GatewayClock clock;

  Accounts(Scope scope, GatewayClock clock) {
    this.scope = scope;
    this.clock = clock;
  }

  /** Finds or makes one, to be let go of later. */
  Account hold(Object key) {
    while (true) {
      Account account = byKey.get(key);
      if (account == null) {
        Account made = new Account(scope, key, clock.nanoTime());
        account = byKey.putIfAbsent(key, made);
        if (account == null) {
          return made;
        }
      }
      int holders = account.hold();
      if (holders == 0) {
        lingering.decrementAndGet();
      }
      if (holders >= 0) {
        return account;
      }
      byKey.remove(key, account); // as whoever has closed it is about to do
    }
  }

  void letGo(Account account) {
    if (account.letGo() > 0) {
      return;
    }
    if (lingering.incrementAndGet() > MOST_LINGERING || account.isSettled(clock.nanoTime())) {
      tryRemove(account);
    }
  }

  /** Forgets those that are as good as new; to be called now and then. */
  void sweep() {
    long now = clock.nanoTime();
    for (Account account : byKey.values()) {
      if (account.isSettled(now)) {
        tryRemove(account);
      }
    }
  }

  private void tryRemove(Account account) {
    if (account.tryClose()) {
      lingering.decrementAndGet();
      byKey.remove(account.key(), account);
    }
  }

  int size() {
    return byKey.size();
  }
}
