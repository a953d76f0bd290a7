package dev.sluice.server.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever bytes come, they are answered the same in one piece and byte by byte. */
class Http1FuzzTest {
  @FuzzTest(maxDuration = "5m")
  void answersTheSameInPieces(byte[] bytes) {
    String whole = answer(bytes, bytes.length);
    String pieces = answer(bytes, 1);
    if (statuses(whole) != statuses(pieces)) {
      throw new AssertionError(whole + " is not " + pieces);
    }
  }

  private static String answer(byte[] bytes, int step) {
    try (HttpScene scene = new HttpScene()) {
      for (int i = 0; i < bytes.length; i += step) {
        scene.channel.receive(
            new String(bytes, i, Math.min(step, bytes.length - i), StandardCharsets.ISO_8859_1));
      }
      return scene.channel.sent();
    }
  }

  private static int statuses(String answers) {
    return answers.split("HTTP/1.1 [1-5]", -1).length;
  }
}
