package dev.sluice.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that are alike until one of them is changed. */
class SharedResponseTest {
  private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  private final ByteBuf body = ALLOCATOR.buffer();
  private final SharedResponse shared =
      new SharedResponse(new Response(200).header("A", "1").body("text/plain", body));

  @AfterEach
  void holdsNothingAfterItsRelease() {
    shared.release();

    assertThat(body.refCnt()).isZero();
  }

  @Test
  void makesItsBytesOncePerDate() {
    body.writeCharSequence("hello", US_ASCII);
    ByteBuf bytes = shared.http1(ALLOCATOR, "today");

    assertThat(shared.http1(ALLOCATOR, "today")).isSameAs(bytes);
    assertThat(shared.http1(ALLOCATOR, "tomorrow").toString(US_ASCII))
        .isEqualTo("HTTP/1.1 200 OK\r\nDate: tomorrow\r\nA: 1\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 5\r\n\r\nhello");
    assertThat(bytes.refCnt()).isZero();
  }

  @Test
  void isOneOfItAsLongAsNothingIsAdded() {
    Response one = shared.one();
    Response other = shared.one();
    other.header("B", "2");

    assertThat(one.shared()).isSameAs(shared);
    assertThat(one.headers()).containsExactly("A", "1", "Content-Type", "text/plain");
    assertThat(other.shared()).isNull();
    assertThat(other.headers()).containsExactly("A", "1", "Content-Type", "text/plain", "B", "2");
    one.discard();
    other.discard();
    assertThat(body.refCnt()).isOne();
  }

  @Test
  void givesEachWhoTakesTheBodyOneOfItsOwn() {
    body.writeCharSequence("hello", US_ASCII);
    ByteBuf taken = shared.one().body();
    ByteBuf again = shared.one().body();
    taken.skipBytes(taken.readableBytes()).release();

    assertThat(again.toString(US_ASCII)).isEqualTo("hello");
    again.release();
  }
}
