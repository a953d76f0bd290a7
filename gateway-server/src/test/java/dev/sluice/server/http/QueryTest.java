package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request targets taken apart. */
class QueryTest {
  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/v1/topics/a, /v1/topics/a",
    "/v1/topics/a?b=/c, /v1/topics/a",
    "/%61%2f%C3%A4, /a/ä",
    "/a+b%2Bc, /a+b+c",
    "/a;b=c, /a;b=c",
    "*, *"
  })
  void decodesThePath(String target, String path) {
    assertThat(Query.parse(target, false).path()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%", "/%2", "/%zz", "/%2z", "/a?b=%", "/a?b=%g0", "/a?%=b", "/a?b=c&d=%e", "/%%20"
      })
  void refusesBrokenPercentEncoding(String target) {
    assertThatThrownBy(() -> Query.parse(target, false))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(400))
        .hasMessageContaining("percent-encoded");
  }

  @Test
  void givesTheValuesOfAParameter() {
    Query query = Query.parse("/?a=1&b=&c&a=%32%26&d=x=y&%65=5", false);

    assertThat(query.all("a")).containsExactly("1", "2&");
    assertThat(query.one("b")).isEmpty();
    assertThat(query.one("c")).isEmpty();
    assertThat(query.one("d")).isEqualTo("x=y");
    assertThat(query.one("e")).isEqualTo("5");
    assertThat(query.one("f")).isNull();
    assertThat(query.all("f")).isEmpty();
  }

  @Test
  void refusesAParameterThatIsGivenTwiceWhereOneIsMeant() {
    Query query = Query.parse("/?cursor=1&cursor=1", false);

    assertThatThrownBy(() -> query.one("cursor"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("parameter cursor is given twice");
  }

  @Test
  void takesAPlusForItselfOrForASpace() {
    assertThat(Query.parse("/?a=b+c%2Bd", false).one("a")).isEqualTo("b+c+d");
    assertThat(Query.parse("/?a=b+c%2Bd", true).one("a")).isEqualTo("b c+d");
  }

  @Test
  void endsAParameterAtAnAmpersandOnly() {
    assertThat(Query.parse("/?event=a;b&c=d", true).one("event")).isEqualTo("a;b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?a",
        "?a=",
        "?=a",
        "?==a=b",
        "?=",
        "?&",
        "?&&a=1&&",
        "?a==1",
        "?a=1=2&b",
        "?a=1?b=2",
        "?a=1&a=2&b=3&a=4",
        "?b;a=1",
        "?a=b+c",
        "?a&b=c"
      })
  void takesPlainTargetsApartAsAnyDecoderDoes(String query) {
    Map<String, List<String>> expected =
        new QueryStringDecoder("/p" + query, StandardCharsets.UTF_8, true, 4096, true).parameters();
    Query plain = Query.parse("/p" + query, false);

    assertThat(plain.path()).isEqualTo("/p");
    for (String name : List.of("a", "b", "b;a", "=a", "")) {
      List<String> values = expected.getOrDefault(name, List.of());
      assertThat(plain.all(name)).as(name).containsExactlyElementsOf(plus(values));
    }
  }

  /** The decoder takes a plus for a space. */
  private static List<String> plus(List<String> values) {
    return values.stream().map(value -> value.replace(' ', '+')).toList();
  }

  @Test
  void boundsTheParameters() {
    Query query = Query.parse("/?" + "a=1&".repeat(5000), false);

    assertThat(query.all("a")).hasSize(4096);
  }
}
