package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which pages may read answers. */
class CorsTest {
  private static final String PAGE = "https://page.example";
  private static final String OTHER = "https://other.example";

  private final Cors some = new Cors(List.of("https://more.example", PAGE));
  private final Cors any = new Cors(List.of("*"));

  @Test
  void allowsTheOriginsThatItKnows() {
    assertThat(some.allows(PAGE)).isTrue();
    assertThat(some.allows(OTHER)).isFalse();
    assertThat(some.allows("https://page.example.evil")).isFalse();
    assertThat(some.allows("null")).isFalse();
    assertThat(any.allows(OTHER)).isTrue();
    assertThat(any.allows("null")).isTrue();
    assertThat(Cors.NONE.allows(PAGE)).isFalse();
  }

  @Test
  void allowsWhatIsNoPage() {
    assertThat(some.allows(null)).isTrue();
    assertThat(Cors.NONE.allows(null)).isTrue();
  }

  @Test
  void tellsAPageOfAKnownOriginThatItMayRead() {
    assertThat(added(some, PAGE))
        .containsEntry("Access-Control-Allow-Origin", PAGE)
        .containsEntry("Access-Control-Expose-Headers", "ETag, Link, Retry-After")
        .containsEntry("Vary", "Origin")
        .containsEntry("Access-Control-Allow-Credentials", "true");
  }

  @Test
  void tellsAnyPageThatAnyMayRead() {
    assertThat(added(any, PAGE))
        .containsEntry("Access-Control-Allow-Origin", "*")
        .doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @Test
  void trustsPagesWithCredentialsWhereTheirOriginIsListedByNameOnly() {
    Cors both = new Cors(List.of("*", PAGE));

    assertThat(both.lists(PAGE)).isTrue();
    assertThat(both.lists(OTHER)).isFalse();
    assertThat(both.lists("*")).isFalse();
    assertThat(both.lists(null)).isFalse();
    assertThat(added(both, PAGE)).containsEntry("Access-Control-Allow-Credentials", "true");
    assertThat(added(both, OTHER)).doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @Test
  void tellsOthersNothing() {
    assertThat(added(some, OTHER)).containsExactly(Map.entry("Vary", "Origin"));
    assertThat(added(Cors.NONE, PAGE)).isEmpty();
    assertThat(added(any, null)).isEmpty();
  }

  @Test
  void answersAPreflight() {
    HttpHeaders request = headers(PAGE).set("Access-Control-Request-Method", "GET");
    Response response = Cors.options(request, "GET, OPTIONS");

    assertThat(response.status()).isEqualTo(204);
    assertThat(map(response))
        .containsEntry("Allow", "GET, OPTIONS")
        .containsEntry("Access-Control-Allow-Methods", "GET, OPTIONS")
        .containsEntry("Access-Control-Max-Age", "86400")
        .hasEntrySatisfying(
            "Access-Control-Allow-Headers", value -> assertThat(value).contains("Last-Event-ID"));
  }

  @Test
  void answersPlainOptions() {
    assertThat(map(Cors.options(headers(PAGE), "GET"))).containsExactly(Map.entry("Allow", "GET"));
  }

  private static Map<String, String> added(Cors cors, @Nullable String origin) {
    Response response = new Response(200);
    cors.addTo(response, headers(origin));
    return map(response);
  }

  private static HttpHeaders headers(@Nullable String origin) {
    HttpHeaders headers = new DefaultHttpHeaders();
    return origin == null ? headers : headers.set("Origin", origin);
  }

  private static Map<String, String> map(Response response) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < response.headers().size(); i += 2) {
      String previous = map.put(response.headers().get(i), response.headers().get(i + 1));
      assertThat(previous).isNull();
    }
    return map;
  }
}
