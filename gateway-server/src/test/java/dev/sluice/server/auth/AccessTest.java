package dev.sluice.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.topic.TopicPattern;
import dev.sluice.server.auth.AccessDeniedException.Reason;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.contract.harness.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which rule decides, and what is said to who may not. */
class AccessTest {
  private static final String ISSUER =
      "sluice.auth.issuers=[{secret = \"0123456789-0123456789-0123456789-0123\"}]";

  private final ManualClock clock = new ManualClock();

  @Test
  void isWhatTheListsForAnonymousClientsSayWhereThereAreNoRules() {
    Access access = ConfiguredAccess.of(
        clock,
        "sluice.auth.anonymous.subscribe=[\"prices.**\", news]",
        "sluice.auth.anonymous.publish=[\"chat.*\"]");

    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "prices.eur")).isTrue();
    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "news")).isTrue();
    assertThat(access.allows(Caller.ANONYMOUS, Act.HISTORY, "news")).isTrue();
    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "chat.room")).isFalse();
    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "news.sports")).isFalse();
    assertThat(access.allows(Caller.ANONYMOUS, Act.PUBLISH, "chat.room")).isTrue();
    assertThat(access.allows(Caller.ANONYMOUS, Act.PUBLISH, "chat.room.one")).isFalse();
    assertThat(access.allows(Caller.ANONYMOUS, Act.PUBLISH, "news")).isFalse();
  }

  @Test
  void goesByTheFirstRuleThatMatchesAndWhatItLeavesOutIsAsWithoutRules() {
    Access access = ConfiguredAccess.of(
        clock,
        ISSUER,
        "sluice.auth.rules=["
            + "{match = \"a.b\", publish = anyone},"
            + "{match = \"a.*\", subscribe = nobody, publish = nobody},"
            + "{match = \"**\", subscribe = any-token}]");

    assertThat(access.allows(Caller.ANONYMOUS, Act.PUBLISH, "a.b")).isTrue();
    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "a.b"))
        .as("not the second rule's")
        .isTrue();
    assertThat(access.allows(granted("**"), Act.SUBSCRIBE, "a.c")).isFalse();
    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "x")).isFalse();
    assertThat(access.allows(granted(), Act.SUBSCRIBE, "x")).isTrue();
    assertThat(access.allows(granted("y"), Act.PUBLISH, "x")).isFalse();
  }

  @Test
  void saysWhatWouldHelp() {
    Access access = ConfiguredAccess.of(
        clock,
        ISSUER,
        "sluice.auth.rules=[{match = no, subscribe = nobody},"
            + "{match = yes, subscribe = grant}]");

    assertThat(refusal(access, Caller.ANONYMOUS, "yes").reason()).isEqualTo(Reason.NO_TOKEN);
    assertThat(refusal(access, granted(), "yes").reason()).isEqualTo(Reason.NOT_GRANTED);
    assertThat(refusal(access, granted("**"), "no").reason()).isEqualTo(Reason.FORBIDDEN);
    Access withoutIssuers =
        ConfiguredAccess.of(clock, "sluice.auth.rules=[{match = yes, subscribe = grant}]");
    assertThat(refusal(withoutIssuers, Caller.ANONYMOUS, "yes").reason())
        .as("no token could")
        .isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void endsWithTheTokenButForWhatIsForAnyone() {
    Access access =
        ConfiguredAccess.of(clock, ISSUER, "sluice.auth.rules=[{match = yes, subscribe = grant}]");
    Caller caller = new Caller(
        "", "ann", grants("yes"), clock.epochMillis() + Duration.ofMinutes(1).toMillis());

    clock.advance(Duration.ofMinutes(1).plusSeconds(30).minusMillis(1));
    assertThat(access.allows(caller, Act.SUBSCRIBE, "yes")).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(access.allows(caller, Act.SUBSCRIBE, "yes")).isFalse();
    assertThat(refusal(access, caller, "yes").reason()).isEqualTo(Reason.BAD_TOKEN);
    assertThat(access.allows(caller, Act.SUBSCRIBE, "other")).isTrue();
    assertThat(access.millisUntilEnd(caller)).isEqualTo(10_000);
    assertThat(access.millisUntilEnd(Caller.ANONYMOUS)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void goesByTheConfigurationOfTheMoment() {
    AtomicReference<AuthConfig> config = new AtomicReference<>(ConfiguredAccess.config());
    Access access = new Access(config::get, clock);
    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "a")).isTrue();

    config.set(ConfiguredAccess.config("sluice.auth.anonymous.subscribe=[]"));

    assertThat(access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, "a")).isFalse();
  }

  private static AccessDeniedException refusal(Access access, Caller caller, String topic) {
    AccessDeniedException[] caught = new AccessDeniedException[1];
    assertThatThrownBy(() -> access.require(caller, Act.SUBSCRIBE, topic))
        .isInstanceOfSatisfying(AccessDeniedException.class, denied -> caught[0] = denied);
    return caught[0];
  }

  private static Caller granted(String... subscribe) {
    return new Caller("", "ann", grants(subscribe), Caller.NEVER);
  }

  private static Grants grants(String... subscribe) {
    List<TopicPattern> patterns =
        List.of(subscribe).stream().map(TopicPattern::new).toList();
    return new Grants("", patterns, List.of(), patterns);
  }
}
