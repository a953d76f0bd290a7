package dev.sluice.server.net;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.server.Logged;
import dev.sluice.server.http.ClientAddress;
import dev.sluice.server.http.HttpChannel;
import dev.sluice.server.http.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/**
 * Whatever a connection begins with, it is taken for the same and refused for the same however it
 * is cut; nothing fails, and no buffer is kept.
 */
class DetectionFuzzTest {
  private static final int LARGEST_PIECE = 40;

  @FuzzTest(maxDuration = "5m")
  void takesClientsForTheSameHoweverCut(byte[] bytes) {
    requireSameHoweverCut(NetScene.CLIENT, bytes);
  }

  @FuzzTest(maxDuration = "5m")
  void takesProxiesForTheSameHoweverCut(byte[] bytes) {
    requireSameHoweverCut(NetScene.PROXY, bytes);
  }

  private static void requireSameHoweverCut(String address, byte[] bytes) {
    try (Logged logged = Logged.by("dev.sluice")) {
      Outcome whole = outcome(address, bytes, () -> bytes.length);
      requireSame(whole, outcome(address, bytes, () -> 1));
      SplittableRandom random = new SplittableRandom(Arrays.hashCode(bytes));
      requireSame(whole, outcome(address, bytes, () -> random.nextInt(1, LARGEST_PIECE)));
      if (!logged.messages().isEmpty()) {
        throw new AssertionError(logged.messages());
      }
    }
  }

  private static void requireSame(Outcome whole, Outcome pieces) {
    if (!whole.equals(pieces)) {
      throw new AssertionError(whole + " is not " + pieces);
    }
  }

  private static Outcome outcome(String address, byte[] bytes, IntSupplier pieceLength) {
    NetScene scene = new NetScene(1);
    HttpChannel channel = scene.connect(address);
    List<ByteBuf> pieces = new ArrayList<>();
    int at = 0;
    while (at < bytes.length && channel.isOpen()) {
      int length = Math.min(pieceLength.getAsInt(), bytes.length - at);
      ByteBuf piece = Unpooled.wrappedBuffer(bytes, at, length);
      pieces.add(piece);
      channel.writeInbound(piece);
      at += length;
    }
    Outcome outcome = new Outcome(
        protocol(channel.sent()),
        new ArrayList<>(scene.refusals),
        channel.isOpen(),
        String.valueOf(ClientAddress.of(channel)));
    channel.finishAndReleaseAll();
    if (pieces.stream().anyMatch(piece -> piece.refCnt() > 0)) {
      throw new AssertionError("a piece is kept, with " + outcome);
    }
    return outcome;
  }

  /** By the answer: of HTTP/1.1 the statuses, of HTTP/2 that it begins with settings. */
  private static String protocol(String sent) {
    if (!sent.startsWith("HTTP/1.1 ")) {
      return sent.isEmpty() ? "" : "frame of type " + (int) sent.charAt(3);
    }
    StringBuilder statuses = new StringBuilder("HTTP/1.1");
    for (String answer : sent.substring(1).split("HTTP/1.1 ", -1)) {
      statuses.append(' ').append(answer, 0, Math.min(3, answer.length()));
    }
    return statuses.toString();
  }

  private record Outcome(String protocol, List<Refusal> refusals, boolean open, String client) {}
}
