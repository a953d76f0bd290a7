package dev.sluice.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Response;
import org.junit.jupiter.api.Test;

/** Whether the gateway takes on new work. */
class ReadinessTest {
  private final Readiness readiness = new Readiness();

  @Test
  void isReadyUntilItDrains() {
    assertThat(answer(readiness.ready())).startsWith("HTTP/1.1 200 ").contains("\"ready\"");
    assertThatCode(readiness::require).doesNotThrowAnyException();

    readiness.drain();
    assertThatThrownBy(readiness::ready)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));
    assertThatThrownBy(readiness::require).isInstanceOf(ProblemException.class);
  }

  @Test
  void servesWhileItOnlyTellsThatItLeaves() {
    readiness.leave();

    assertThatThrownBy(readiness::ready).isInstanceOf(ProblemException.class);
    assertThatCode(readiness::require).doesNotThrowAnyException();
  }

  @Test
  void livesEvenWhenItDrains() {
    readiness.drain();

    assertThat(answer(readiness.live())).startsWith("HTTP/1.1 200 ").contains("\"live\"");
  }

  private static String answer(Response response) {
    try (OneRequest request = OneRequest.of("GET", "/")) {
      request.exchange().respond(response);
      return request.answer();
    }
  }
}
