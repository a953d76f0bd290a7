package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer can hold. */
class ResponseTest {
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\n", "\ra", "a\u0000", "\u007f", "ä", "\u0a0d"})
  void refusesHeadersThatCouldBecomeMoreThanOne(String value) {
    assertThatThrownBy(() -> new Response(200).header("A", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header A");
  }

  @Test
  void takesVisibleCharactersAndSpaces() {
    String value = "\"!#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~ \"";

    assertThat(new Response(200).header("A", value).headers()).containsExactly("A", value);
  }

  @Test
  void isWhatAProblemSays() {
    Response response = Response.of(new Problem(503, "not now", "Retry-After", "2"));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers())
        .containsExactly(
            "Retry-After", "2",
            "Cache-Control", "no-store",
            "Content-Type", "application/problem+json");
    response.discard();
  }

  @Test
  void releasesABodyThatNobodyWaitsFor() {
    ByteBuf body = Unpooled.buffer(1);

    new Response(200).body("text/plain", body).discard();

    assertThat(body.refCnt()).isZero();
  }
}
