package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicName;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.contract.harness.ManualClock;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.PayloadTooLargeException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Every kind of failure, as a client is told. */
class ProblemsTest {
  @Test
  void tellsWhatIsBadAboutARequest() {
    assertThat(of(catchRuntimeException(() -> TopicName.require("a..b")))).isEqualTo(400);
    assertThat(of(catchRuntimeException(() -> Cursor.parse("?")))).isEqualTo(400);
    assertThat(of(new InvalidPayloadException("bad"))).isEqualTo(400);
    assertThat(Problems.of(new InvalidPayloadException("bad")).detail()).isEqualTo("bad");
  }

  @Test
  void tellsTheLimitOfData() {
    Problem problem = Problems.of(new PayloadTooLargeException(1234));

    assertThat(problem.status()).isEqualTo(413);
    assertThat(problem.detail()).contains("1234");
  }

  @Test
  void tellsThatThereIsNoRoom() {
    TopicRegistry full = new TopicRegistry(
        new TopicLimits(1, 1, 1, 1000, Duration.ofSeconds(1)), new ManualClock(), () -> 1);
    full.topic("a");
    Problem problem = Problems.of(catchRuntimeException(() -> full.topic("b")));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.headers()).contains("Retry-After");
  }

  @Test
  void passesOnWhatIsAProblemAlready() {
    Problem problem = Problem.notFound("x");

    assertThat(Problems.of(new ProblemException(problem))).isSameAs(problem);
  }

  private static int of(RuntimeException failure) {
    return Problems.of(failure).status();
  }
}
