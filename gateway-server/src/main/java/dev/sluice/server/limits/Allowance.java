package dev.sluice.server.limits;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request, or the WebSocket that it became, may use: as much as its user, its address and
 * all together have left. Belongs to its loop.
 */
public final class Allowance {
  private final Limits limits;

  /** The narrowest first, so that who is refused takes nothing from the others. */
  private final List<Account> accounts;

  private final @Nullable Account address;
  private final boolean counted;
  private @Nullable Account user;
  private int subscriptions;

  Allowance(
      Limits limits, List<Account> accounts, @Nullable Account address, @Nullable Account user) {
    this(limits, accounts, address, user, true);
  }

  private Allowance(
      Limits limits,
      List<Account> accounts,
      @Nullable Account address,
      @Nullable Account user,
      boolean counted) {
    this.limits = limits;
    this.accounts = accounts;
    this.address = address;
    this.user = user;
    this.counted = counted;
  }

  /** That of all whose client isn't limited: one for all, on any loop. */
  static Allowance everybodys(Limits limits, Account all) {
    return new Allowance(limits, List.of(all), null, null, false);
  }

  /**
   * Counts it for its user too, who has become known only now.
   *
   * @param key tells users apart, empty for none
   * @param alreadySubscribed how many subscriptions it has
   * @return what takes its place; where that is another one, it is to be ended
   * @throws TooManyException if it is one too many of that user
   */
  public Allowance identify(String key, int alreadySubscribed) {
    if (user != null || !limits.countsUser(key)) {
      return this;
    }
    Account known = limits.enterUser(key);
    try {
      return counted ? join(known) : limits.begin(known, alreadySubscribed);
    } catch (TooManyException tooMany) {
      limits.end(null, known);
      throw tooMany;
    }
  }

  private Allowance join(Account known) {
    known.subscribe(subscriptions, limits.rules());
    accounts.add(0, known);
    user = known;
    return this;
  }

  /**
   * Counts subscriptions in.
   *
   * @throws TooManyException if they are too many
   */
  public void subscribe(int count) {
    if (!counted) {
      return;
    }
    LimitRules rules = limits.rules();
    for (int i = 0; i < accounts.size(); i++) {
      try {
        accounts.get(i).subscribe(count, rules);
      } catch (TooManyException tooMany) {
        accounts.subList(0, i).forEach(account -> account.unsubscribe(count));
        throw tooMany;
      }
    }
    subscriptions += count;
  }

  /** Counts subscriptions out. */
  public void unsubscribe(int count) {
    if (counted) {
      subscriptions -= count;
      accounts.forEach(account -> account.unsubscribe(count));
    }
  }

  /**
   * Takes a message that a client publishes from the rates.
   *
   * @throws TooManyException if it is too soon for it
   */
  public void publish(int bytes) {
    LimitRules rules = limits.rules();
    long now = limits.nanoTime();
    for (int i = 0; i < accounts.size(); i++) {
      try {
        accounts.get(i).publish(bytes, rules, now);
      } catch (TooManyException tooMany) {
        accounts.subList(0, i).forEach(account -> account.giveBack(bytes, rules));
        throw tooMany;
      }
    }
  }

  /** Whether there is anything to end. */
  public boolean isCounted() {
    return counted;
  }

  /** It is over: counts all out. Once. */
  public void end() {
    if (counted) {
      unsubscribe(subscriptions);
      limits.end(address, user);
    }
  }
}
