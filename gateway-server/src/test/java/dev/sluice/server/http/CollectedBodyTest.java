package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies put together. */
class CollectedBodyTest {
  private static final int MAX_BYTES = 100_000;

  private final List<byte[]> collected = new ArrayList<>();
  private final CollectedBody body = new CollectedBody(MAX_BYTES, "the body", collected::add);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000, 16 * 1024, MAX_BYTES})
  void givesAllOfItHoweverItCame(int pieceBytes) {
    byte[] all = bytes(MAX_BYTES);
    body.onLength(0);
    for (int at = 0; at < all.length; at += pieceBytes) {
      body.onBytes(Unpooled.wrappedBuffer(all, at, Math.min(pieceBytes, all.length - at)));
    }
    body.onEnd();

    assertThat(collected).containsExactly(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 50, MAX_BYTES})
  void givesWhatCameWhateverWasAnnounced(int announced) {
    body.onLength(announced);
    body.onBytes(Unpooled.wrappedBuffer(bytes(50)));
    body.onEnd();

    assertThat(collected).containsExactly(bytes(50));
  }

  @Test
  void givesNothingOfAnEmptyBody() {
    body.onLength(0);
    body.onEnd();

    assertThat(collected).containsExactly(new byte[0]);
  }

  @Test
  void takesAllOfWhatItIsGiven() {
    ByteBuf bytes = Unpooled.wrappedBuffer(bytes(10));
    body.onBytes(bytes);

    assertThat(bytes.isReadable()).isFalse();
    assertThat(bytes.refCnt()).isOne();
  }

  @Test
  void refusesWhatIsAnnouncedAsTooLarge() {
    body.onLength(MAX_BYTES);
    assertTooLarge(() -> body.onLength(MAX_BYTES + 1));
    assertTooLarge(() -> body.onLength(Long.MAX_VALUE));
  }

  @Test
  void refusesWhatBecomesTooLarge() {
    body.onBytes(Unpooled.wrappedBuffer(bytes(MAX_BYTES)));

    assertTooLarge(() -> body.onBytes(Unpooled.wrappedBuffer(bytes(1))));
  }

  private static void assertTooLarge(Runnable run) {
    assertThatThrownBy(run::run)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(413))
        .hasMessage("the body is larger than the limit of " + MAX_BYTES + " bytes");
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31 + i / 256);
    }
    return bytes;
  }
}
