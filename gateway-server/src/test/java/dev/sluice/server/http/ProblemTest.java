package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Problems as clients read them (RFC 9457). */
class ProblemTest {
  @Test
  void isWrittenAsJson() {
    assertThat(Problem.badRequest("it is wrong").json())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"it is wrong\"}");
  }

  @Test
  void escapesItsDetail() {
    assertThat(Problem.notFound("no \"a\\b\"\r\n\u0000 %s ä").json())
        .endsWith("\"detail\":\"no \\\"a\\\\b\\\"\\r\\n\\u0000 %s ä\"}");
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(Problem.badRequest("x").json()).contains("\"status\":400,");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysTheLimit() {
    assertThat(Problem.tooLarge("the body", 10).detail())
        .isEqualTo("the body is larger than the limit of 10 bytes");
  }

  @Test
  void saysWhatIsAllowed() {
    Problem problem = Problem.methodNotAllowed("PUT", "GET, HEAD");

    assertThat(problem.status()).isEqualTo(405);
    assertThat(problem.headers()).containsExactly("Allow", "GET, HEAD");
    assertThat(problem.detail()).contains("PUT").contains("GET, HEAD");
  }

  @Test
  void saysWhenToComeAgain() {
    assertThat(Problem.unavailable("full").headers()).containsExactly("Retry-After", "2");
  }
}
