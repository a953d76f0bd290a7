package dev.sluice.server.limits;

import dev.sluice.core.time.GatewayClock;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds what clients use against what they may. Any thread.
 *
 * <p>Who isn't limited isn't counted: limits per address or user that come on by other rules count
 * who comes from then on, the rates of all count everybody at once.
 */
public final class Limits {
  private final GatewayClock clock;
  private final Account all;
  private final Accounts addresses;
  private final Accounts users;
  private final Allowance everybodys;

  /** Volatile: replaced as a whole. */
  private volatile LimitRules rules;

  /** Begins with some rules. */
  public Limits(LimitRules rules, GatewayClock clock) {
    this.rules = rules;
    this.clock = clock;
    this.all = new Account(Scope.ALL, "", clock.nanoTime());
    this.addresses = new Accounts(Scope.ADDRESS, clock);
    this.users = new Accounts(Scope.USER, clock);
    this.everybodys = Allowance.everybodys(this, all);
  }

  /** What holds now. */
  public LimitRules rules() {
    return rules;
  }

  /** Has other rules hold from now on. */
  public void replace(LimitRules others) {
    rules = others;
  }

  /**
   * Takes a new connection from the rate of all.
   *
   * @throws TooManyException if it is too soon
   */
  public void takeConnection() {
    LimitRules now = rules;
    if (!now.total().connectionRate().isUnlimited()) {
      all.takeConnecting(now, clock.nanoTime());
    }
  }

  /** Whether it matters which address a client has. */
  public boolean countsAddresses() {
    return !rules.perAddress().isUnlimited();
  }

  /**
   * Counts a connection of an address in.
   *
   * @return to {@link #leave} with
   * @throws TooManyException if it is one too many
   */
  public Account enter(InetAddress client) {
    return enter(addresses, ClientKey.of(client));
  }

  private Account enter(Accounts accounts, Object key) {
    Account account = accounts.hold(key);
    try {
      account.connect(rules, clock.nanoTime());
      return account;
    } catch (TooManyException tooMany) {
      accounts.letGo(account);
      throw tooMany;
    }
  }

  /** Counts a connection of an address out. */
  public void leave(Account account) {
    leave(addresses, account);
  }

  private static void leave(Accounts accounts, Account account) {
    account.disconnect();
    accounts.letGo(account);
  }

  /**
   * What a request may use. Where its connection isn't its client's but a proxy's, and for users, a
   * request counts as a connection for as long as it isn't over.
   *
   * @param connection that was counted in already, or null
   * @param forwarded the client where it is behind a proxy, or null
   * @param user who it is, empty where that isn't known
   * @throws TooManyException if it is one too many
   */
  public Allowance allowance(
      @Nullable Account connection, @Nullable InetAddress forwarded, String user) {
    boolean countsUser = countsUser(user);
    if (connection == null
        && forwarded == null
        && !countsUser
        && rules.total().subscriptions() == 0) {
      return everybodys;
    }
    Account ofUser = countsUser ? enterUser(user) : null;
    Account ofAddress = forwarded == null ? null : enterOrLeave(forwarded, ofUser);
    List<Account> accounts = new ArrayList<>(3);
    addTo(accounts, ofUser);
    addTo(accounts, ofAddress);
    addTo(accounts, connection);
    accounts.add(all);
    return new Allowance(this, accounts, ofAddress, ofUser);
  }

  private Account enterOrLeave(InetAddress client, @Nullable Account user) {
    try {
      return enter(client);
    } catch (TooManyException tooMany) {
      if (user != null) {
        leave(users, user);
      }
      throw tooMany;
    }
  }

  private static void addTo(List<Account> accounts, @Nullable Account account) {
    if (account != null) {
      accounts.add(account);
    }
  }

  boolean countsUser(String user) {
    return !user.isEmpty() && !rules.perUser().isUnlimited();
  }

  Account enterUser(String user) {
    return enter(users, user);
  }

  /** For who wasn't counted until its user was known. */
  Allowance begin(Account ofUser, int subscriptions) {
    List<Account> accounts = new ArrayList<>(List.of(ofUser, all));
    Allowance allowance = new Allowance(this, accounts, null, ofUser);
    allowance.subscribe(subscriptions);
    return allowance;
  }

  void end(@Nullable Account address, @Nullable Account user) {
    if (address != null) {
      leave(addresses, address);
    }
    if (user != null) {
      leave(users, user);
    }
  }

  long nanoTime() {
    return clock.nanoTime();
  }

  /** Forgets clients that have gone; to be called every second or so. */
  public void sweep() {
    addresses.sweep();
    users.sweep();
  }

  /** How many addresses and users are kept in mind. */
  public int accounts() {
    return addresses.size() + users.size();
  }
}
