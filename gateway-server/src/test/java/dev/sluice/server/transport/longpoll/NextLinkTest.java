package dev.sluice.server.transport.longpoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.transport.SubscriptionRequest;
import dev.sluice.server.transport.SubscriptionRequests;
import dev.sluice.server.transport.WaitLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The request that goes on where an answer ends. */
class NextLinkTest {
  private final SubscriptionRequests requests =
      new SubscriptionRequests(new WaitLimits(Duration.ofSeconds(25), Duration.ofHours(1)), 10);

  @Test
  void asksForTheTopicOfThePath() {
    assertThat(link("/v1/topics/a.b", "a.b")).isEqualTo("/v1/topics/a.b?wait=25&cursor=sABC1");
  }

  @Test
  void asksForTheTopicsOfTheParameters() {
    assertThat(link("/v1/subscribe?topic=a&topic=b,c@d=e~f:g", null))
        .isEqualTo("/v1/subscribe?topic=a&topic=b,c@d=e~f:g&wait=25&cursor=sABC1");
  }

  @Test
  void doesNotDependOnHowAPlusIsRead() {
    assertThat(link("/v1/subscribe?topic=a%2Bb", null)).contains("?topic=a%2Bb&");
    assertThat(link("/v1/topics/a+b", "a+b")).startsWith("/v1/topics/a+b?");
  }

  @ParameterizedTest
  @CsvSource({
    "wait=0, 0",
    "transport=poll, 0",
    "wait=1, 1",
    "wait=1.5, 1.5",
    "wait=0.001, 0.001",
    "wait=3599.999, 3599.999",
    "wait=9999, 3600"
  })
  void waitsAsLong(String parameter, String wait) {
    assertThat(link("/v1/topics/a?" + parameter, "a"))
        .isEqualTo("/v1/topics/a?wait=" + wait + "&cursor=sABC1");
  }

  @Test
  void asksForTheSame() {
    SubscriptionRequest request = read("/v1/subscribe?topic=a+b&topic=c&wait=7.25", null);
    SubscriptionRequest next = read(NextLink.of(request, "sABC1"), null);

    assertThat(next)
        .isEqualTo(new SubscriptionRequest(
            List.of("a+b", "c"), false, Transport.LONGPOLL, "sABC1", null, null, 7250));
  }

  private String link(String target, @Nullable String pathTopic) {
    return NextLink.of(read(target, pathTopic), "sABC1");
  }

  private SubscriptionRequest read(String target, @Nullable String pathTopic) {
    try (OneRequest request = OneRequest.of("GET", target)) {
      return requests.read(request.exchange(), pathTopic);
    }
  }
}
