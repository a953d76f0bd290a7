package dev.sluice.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.time.Rate;
import dev.sluice.server.contract.harness.ManualClock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is counted for what, who is refused, and who is forgotten; time is advanced by hand. */
class LimitsTest {
  private static final Quota TWO =
      new Quota(2, Rate.UNLIMITED, 2, Rate.perSecond(2), Rate.UNLIMITED);
  private static final Quota TWO_A_SECOND =
      new Quota(0, Rate.perSecond(2), 0, Rate.UNLIMITED, Rate.UNLIMITED);
  private static final Quota BYTES =
      new Quota(0, Rate.UNLIMITED, 0, Rate.perSecond(2), Rate.perSecond(1000));

  private final ManualClock clock = new ManualClock();

  @Test
  void countsConnectionsByAddress() {
    Limits limits = limits(Quota.UNLIMITED, TWO, Quota.UNLIMITED);
    Account first = limits.enter(address("192.0.2.1"));
    limits.enter(address("192.0.2.1"));

    assertThatThrownBy(() -> limits.enter(address("192.0.2.1")))
        .isInstanceOf(TooManyException.class)
        .hasMessage("the limit of 2 connections per client address is reached");
    assertThatCode(() -> limits.enter(address("192.0.2.2"))).doesNotThrowAnyException();
    limits.leave(first);
    assertThatCode(() -> limits.enter(address("192.0.2.1"))).doesNotThrowAnyException();
  }

  @Test
  void countsAnIpv6NetworkAsOneClient() {
    Limits limits = limits(Quota.UNLIMITED, TWO, Quota.UNLIMITED);
    limits.enter(address("2001:db8:0:1::1"));
    limits.enter(address("2001:db8:0:1:ffff::2"));

    assertThatThrownBy(() -> limits.enter(address("2001:db8:0:1::3")))
        .isInstanceOf(TooManyException.class);
    assertThatCode(() -> limits.enter(address("2001:db8:0:2::1"))).doesNotThrowAnyException();
  }

  @Test
  void countsIpv4InIpv6AsIpv4() {
    Limits limits = limits(Quota.UNLIMITED, TWO, Quota.UNLIMITED);
    limits.enter(address("::ffff:192.0.2.1"));
    limits.enter(address("192.0.2.1"));

    assertThat(limits.accounts()).isEqualTo(1);
  }

  @Test
  void remembersTheRateOfWhoHasLeft() {
    Limits limits = limits(Quota.UNLIMITED, TWO_A_SECOND, Quota.UNLIMITED);
    limits.leave(limits.enter(address("192.0.2.1")));
    limits.leave(limits.enter(address("192.0.2.1")));
    limits.sweep();
    TooManyException tooMany =
        catchThrowableOfType(TooManyException.class, () -> limits.enter(address("192.0.2.1")));

    assertThat(tooMany.detail())
        .isEqualTo("the limit of 2 new connections in 1 s per client address is reached");
    assertThat(tooMany.retryAfterSeconds()).isEqualTo(1);
    clock.advance(Duration.ofMillis(500));
    assertThatCode(() -> limits.enter(address("192.0.2.1"))).doesNotThrowAnyException();
  }

  @Test
  void forgetsWhoHasLeftAndOwesNothing() {
    Limits limits = limits(Quota.UNLIMITED, TWO_A_SECOND, Quota.UNLIMITED);
    limits.leave(limits.enter(address("192.0.2.1")));
    limits.enter(address("192.0.2.2"));
    limits.sweep();
    assertThat(limits.accounts()).isEqualTo(2);

    clock.advance(Duration.ofMillis(500));
    limits.sweep();
    assertThat(limits.accounts()).isEqualTo(1);
  }

  @Test
  void forgetsAtOnceWhereOnlyNumbersAreLimited() {
    Limits limits = limits(Quota.UNLIMITED, TWO, TWO);
    limits.leave(limits.enter(address("192.0.2.1")));
    limits.allowance(null, address("192.0.2.2"), "user").end();

    assertThat(limits.accounts()).isZero();
  }

  @Test
  void keepsNoMoreThanSoManyThatHaveLeft() {
    Limits limits = limits(Quota.UNLIMITED, TWO_A_SECOND, Quota.UNLIMITED);
    for (int i = 0; i < Accounts.MOST_LINGERING + 1000; i++) {
      limits.leave(
          limits.enter(address("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255))));
    }

    assertThat(limits.accounts()).isEqualTo(Accounts.MOST_LINGERING);
  }

  @Test
  void countsRequestsOfUsersAndOfClientsBehindProxies() {
    Limits limits = limits(Quota.UNLIMITED, TWO, TWO);
    Allowance first = limits.allowance(null, address("192.0.2.1"), "ada");
    limits.allowance(null, address("192.0.2.2"), "ada");

    assertThatThrownBy(() -> limits.allowance(null, address("192.0.2.3"), "ada"))
        .hasMessage("the limit of 2 connections per user is reached");
    limits.allowance(null, address("192.0.2.2"), "bob");
    assertThatThrownBy(() -> limits.allowance(null, address("192.0.2.2"), "eve"))
        .hasMessage("the limit of 2 connections per client address is reached");
    first.end();
    assertThatCode(() -> limits.allowance(null, address("192.0.2.3"), "ada"))
        .doesNotThrowAnyException();
  }

  @Test
  void takesNothingOfAUserWhoseAddressIsRefused() {
    Limits limits = limits(Quota.UNLIMITED, TWO, TWO);
    limits.allowance(null, address("192.0.2.1"), "a");
    limits.allowance(null, address("192.0.2.1"), "b");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> limits.allowance(null, address("192.0.2.1"), "c"))
          .isInstanceOf(TooManyException.class);
    }

    assertThatCode(() -> limits.allowance(null, address("192.0.2.2"), "c"))
        .doesNotThrowAnyException();
  }

  @Test
  void countsSubscriptionsInAndOut() {
    Limits limits = limits(Quota.UNLIMITED, Quota.UNLIMITED, TWO);
    Allowance one = limits.allowance(null, null, "ada");
    Allowance other = limits.allowance(null, null, "ada");
    one.subscribe(1);
    assertThatThrownBy(() -> other.subscribe(2))
        .hasMessage("the limit of 2 subscriptions per user is reached");
    other.subscribe(1);
    other.unsubscribe(1);
    one.subscribe(1);
    one.end();

    assertThatCode(() -> other.subscribe(2)).doesNotThrowAnyException();
  }

  @Test
  void tellsWhereTheLimitIsThatOfAll() {
    Limits limits = limits(TWO, Quota.UNLIMITED, Quota.UNLIMITED);
    limits.allowance(null, null, "").subscribe(2);
    TooManyException tooMany = catchThrowableOfType(
        TooManyException.class, () -> limits.allowance(null, null, "").subscribe(1));

    assertThat(tooMany.isOfAll()).isTrue();
    assertThat(tooMany.detail()).isEqualTo("the limit of 2 subscriptions in all is reached");
  }

  @Test
  void limitsWhatIsPublished() {
    Limits limits = limits(Quota.UNLIMITED, Quota.UNLIMITED, TWO);
    Allowance ada = limits.allowance(null, null, "ada");
    ada.publish(1);
    limits.allowance(null, null, "ada").publish(1);

    assertThatThrownBy(() -> ada.publish(1))
        .hasMessage("the limit of 2 messages published in 1 s per user is reached");
    limits.allowance(null, null, "bob").publish(1);
    clock.advance(Duration.ofMillis(500));
    ada.publish(1);
  }

  @Test
  void limitsTheBytesOfWhatIsPublished() {
    Limits limits = limits(Quota.UNLIMITED, Quota.UNLIMITED, BYTES);
    Allowance ada = limits.allowance(null, null, "ada");
    ada.publish(600);
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> ada.publish(500))
          .hasMessage("the limit of 1000 bytes published in 1 s per user is reached");
    }

    assertThatCode(() -> ada.publish(400)).doesNotThrowAnyException(); // one message was left
  }

  @Test
  void hasWhoIsRefusedTakeNothingFromAll() {
    Limits limits = limits(
        new Quota(0, Rate.UNLIMITED, 0, Rate.perSecond(3), Rate.UNLIMITED), Quota.UNLIMITED, TWO);
    Allowance ada = limits.allowance(null, null, "ada");
    ada.publish(1);
    ada.publish(1);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> ada.publish(1)).hasMessageContaining("per user");
    }

    limits.allowance(null, null, "bob").publish(1);
    assertThatThrownBy(() -> limits.allowance(null, null, "eve").publish(1))
        .hasMessageContaining("in all");
  }

  @Test
  void holdsTheRateOfAllAgainstWhoIsNotCounted() {
    Limits limits = limits(TWO_A_SECOND, Quota.UNLIMITED, Quota.UNLIMITED);
    limits.takeConnection();
    limits.takeConnection();

    assertThatThrownBy(limits::takeConnection)
        .hasMessageContaining("new connections in 1 s in all");
    assertThat(limits.allowance(null, null, "ada").isCounted()).isFalse();
  }

  @Test
  void goesByOtherRulesFromWhenTheyAreGiven() {
    Limits limits = limits(Quota.UNLIMITED, TWO, Quota.UNLIMITED);
    Account first = limits.enter(address("192.0.2.1"));
    Account second = limits.enter(address("192.0.2.1"));
    limits.replace(rules(Quota.UNLIMITED, Quota.UNLIMITED, Quota.UNLIMITED));
    assertThat(limits.countsAddresses()).isFalse();
    limits.leave(first);
    limits.replace(rules(Quota.UNLIMITED, TWO, Quota.UNLIMITED));

    limits.enter(address("192.0.2.1"));
    assertThatThrownBy(() -> limits.enter(address("192.0.2.1")))
        .isInstanceOf(TooManyException.class);
    limits.leave(second);
  }

  @Test
  void losesNobodyWhereManyComeAndGoAtATime() {
    Limits limits = limits(
        Quota.UNLIMITED,
        new Quota(1000, Rate.UNLIMITED, 0, Rate.UNLIMITED, Rate.UNLIMITED),
        Quota.UNLIMITED);
    InetAddress client = address("192.0.2.1");
    List<CompletableFuture<Void>> comers = new ArrayList<>();
    IntStream.range(0, 4)
        .forEach(i -> comers.add(CompletableFuture.runAsync(() -> {
          for (int n = 0; n < 20_000; n++) {
            limits.leave(limits.enter(client));
            limits.sweep();
          }
        })));
    comers.forEach(CompletableFuture::join);

    assertThat(limits.accounts()).isZero();
    for (int i = 0; i < 1000; i++) {
      limits.enter(client);
    }
    assertThatThrownBy(() -> limits.enter(client)).isInstanceOf(TooManyException.class);
  }

  private Limits limits(Quota total, Quota perAddress, Quota perUser) {
    return new Limits(rules(total, perAddress, perUser), clock);
  }

  private static LimitRules rules(Quota total, Quota perAddress, Quota perUser) {
    return new LimitRules(total, perAddress, perUser, Duration.ofSeconds(1));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
