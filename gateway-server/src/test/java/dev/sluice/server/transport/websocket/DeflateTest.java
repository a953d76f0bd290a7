package dev.sluice.server.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages compressed and expanded, each by itself. */
class DeflateTest {
  private static final int MAX_BYTES = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {64, 1000, 1023, 1024, 1025, 65_536, MAX_BYTES})
  void expandsWhatItCompressed(int length) throws DataFormatException {
    byte[] data = compressible(length);
    byte[] compressed = Objects.requireNonNull(Deflate.compress(data, 0, length));

    assertThat(compressed.length).isLessThan(length);
    assertThat(Deflate.expand(compressed, MAX_BYTES)).isEqualTo(data);
  }

  @Test
  void compressesARangeTheSameEveryTime() {
    byte[] data = compressible(1000);
    byte[] first = Deflate.compress(data, 100, 500);

    assertThat(Deflate.compress(data, 100, 500)).isEqualTo(first);
  }

  @Test
  void givesNothingWhereItIsNoShorter() {
    byte[] random = new byte[1000];
    new SplittableRandom(1).nextBytes(random);

    assertThat(Deflate.compress(random, 0, random.length)).isNull();
    assertThat(Deflate.compress(new byte[] {1}, 0, 1)).isNull();
  }

  /** RFC 7692, 7.2.3.1 and 7.2.3.3 to 7.2.3.5. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "f248cdc9c90700",
        "000500faff48656c6c6f00",
        "f348cdc9c9070000",
        "f248050000" + "00ffff" + "cac9c90700"
      })
  void expandsTheSamplesOfTheStandard(String hex) throws DataFormatException {
    assertThat(Deflate.expand(HexFormat.of().parseHex(hex), MAX_BYTES))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("Hello");
  }

  /** RFC 7692, 7.2.1: final blocks may be anywhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {"f348cdc9c90700" + "f348cdc9c90700" + "00", "f348cdc9c90700" + "f248cdc9c90700"})
  void expandsWhatFollowsAFinalBlock(String hex) throws DataFormatException {
    assertThat(Deflate.expand(HexFormat.of().parseHex(hex), MAX_BYTES))
        .asString(StandardCharsets.US_ASCII)
        .isEqualTo("HelloHello");
  }

  @Test
  void refusesWhatIsCutOff() {
    byte[] data = compressible(1000);
    byte[] compressed = Objects.requireNonNull(Deflate.compress(data, 0, data.length));

    for (int length = 1; length < compressed.length; length++) {
      byte[] part = Arrays.copyOf(compressed, length);
      assertThatThrownBy(() -> Deflate.expand(part, MAX_BYTES))
          .as("cut at %s", length)
          .isInstanceOf(DataFormatException.class);
    }
  }

  @Test
  void expandsAnEmptyMessage() throws DataFormatException {
    assertThat(Deflate.expand(new byte[] {0}, MAX_BYTES)).isEmpty();
  }

  @Test
  void expandsUpToTheLimit() throws DataFormatException {
    byte[] bomb = Objects.requireNonNull(Deflate.compress(new byte[MAX_BYTES], 0, MAX_BYTES));
    assertThat(bomb).hasSizeLessThan(2000);

    assertThat(Deflate.expand(bomb, MAX_BYTES)).hasSize(MAX_BYTES);
    assertThat(Deflate.expand(bomb, MAX_BYTES - 1)).isNull();
    assertThat(Deflate.expand(bomb, 10)).isNull();
    assertThat(Deflate.expand(bomb, 0)).isNull();
  }

  /** What this thread has allocated tells. */
  @Test
  void allocatesNoMoreForABombThanForAMessageAtTheLimit() throws DataFormatException {
    int length = 64 * MAX_BYTES;
    byte[] bomb = Objects.requireNonNull(Deflate.compress(new byte[length], 0, length));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThat(Deflate.expand(bomb, MAX_BYTES)).isNull();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 * MAX_BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "ffffffff", "07", "f248cdc9c907ff"})
  void refusesWhatNoCompressorMade(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> Deflate.expand(bytes, MAX_BYTES))
        .isInstanceOf(DataFormatException.class);
  }

  @Test
  void forgetsOneMessageBeforeTheNext() throws DataFormatException {
    assertThatThrownBy(() -> Deflate.expand(new byte[] {-1}, MAX_BYTES))
        .isInstanceOf(DataFormatException.class);
    byte[] data = compressible(1000);
    byte[] compressed = Objects.requireNonNull(Deflate.compress(data, 0, data.length));

    assertThat(Deflate.expand(compressed, MAX_BYTES)).isEqualTo(data);
  }

  private static byte[] compressible(int length) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) ("abcdefgh".charAt(i % 8) + i / 5000 % 10);
    }
    return data;
  }
}
