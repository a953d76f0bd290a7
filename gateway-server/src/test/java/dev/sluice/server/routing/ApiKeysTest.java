package dev.sluice.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.http.ProblemException;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  private final ApiKeys keys = ApiKeys.of(
      List.of(TestKeys.of("alice", "admin"), TestKeys.of("bob", "publish:b.*", "publish:c")));

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer of alice, alice",
    "Authorization, bearer  of bob, bob",
    "X-Api-Key, of bob, bob",
  })
  void tellsWhoHasAKey(String header, String value, String name) {
    assertThat(keys.require(headers(header, value)).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"of alic", "of alice ", "of alicf", "OF ALICE", "alice", "", "\u00e4"})
  void knowsNoOtherKey(String key) {
    assertThatThrownBy(() -> keys.require(headers("X-Api-Key", key)))
        .hasMessage("this API key is not known")
        .extracting(e -> List.of(((ProblemException) e).problem().headers()))
        .isEqualTo(List.of("WWW-Authenticate", "Bearer realm=\"sluice\", error=\"invalid_token\""));
  }

  @ParameterizedTest
  @CsvSource({"Accept, of alice", "Authorization, Basic of alice", "Authorization, of alice"})
  void needsOne(String header, String value) {
    assertThatThrownBy(() -> keys.require(headers(header, value)))
        .hasMessage("an API key is needed: Authorization: Bearer KEY")
        .extracting(e -> ((ProblemException) e).problem().status())
        .isEqualTo(401);
  }

  @Test
  void takesNoHashForAKey() {
    String hash = TestKeys.of("alice", "admin").sha256();

    assertThatThrownBy(() -> keys.require(headers("X-Api-Key", hash)))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void knowsTheTopicsOfAKey() {
    ApiKey bob = keys.require(headers("X-Api-Key", "of bob"));

    assertThat(List.of("b.x", "c", "b", "b.x.y", "a"))
        .filteredOn(bob::mayPublish)
        .containsExactly("b.x", "c");
    assertThat(keys.require(headers("X-Api-Key", "of alice")).mayPublish("c")).isFalse();
  }

  @Test
  void letsAnyoneInWhereThereAreNone() {
    ApiKey anyone = ApiKeys.of(List.of()).require(headers("X-Api-Key", "whatever"));

    assertThat(anyone.mayPublish("a.b")).isTrue();
    assertThat(anyone.name()).isEqualTo("anyone");
  }

  private static HttpHeaders headers(String name, String value) {
    return new DefaultHttpHeaders().add(name, value);
  }
}
