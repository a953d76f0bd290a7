package dev.sluice.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.topic.TopicPattern;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients without a token may do. */
class AnonymousAccessTest {
  private final AnonymousAccess access = new AnonymousAccess(
      List.of(new TopicPattern("prices.**"), new TopicPattern("news")),
      List.of(new TopicPattern("chat.*")));

  @Test
  void isAllowedByOneOfThePatterns() {
    assertThat(access.maySubscribe("prices.eur")).isTrue();
    assertThat(access.maySubscribe("news")).isTrue();
    assertThat(access.mayPublish("chat.room")).isTrue();
  }

  @Test
  void isNothingElse() {
    assertThat(access.maySubscribe("chat.room")).isFalse();
    assertThat(access.maySubscribe("news.sports")).isFalse();
    assertThat(access.mayPublish("news")).isFalse();
    assertThat(access.mayPublish("chat.room.one")).isFalse();
    assertThat(new AnonymousAccess(List.of(), List.of()).maySubscribe("a")).isFalse();
  }
}
