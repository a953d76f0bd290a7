package dev.sluice.server.transport.websocket;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.server.payload.InvalidPayloadException;
import dev.sluice.server.payload.Json;
import java.nio.charset.StandardCharsets;

/** Whatever a client sends as a frame of sluice.v1 is read, or refused in so many words. */
class ClientFrameFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void readsFrames(byte[] text) {
    ClientFrame frame = ClientFrame.read(text);
    String id = frame.id();
    if (id != null) {
      Json.check(id.getBytes(StandardCharsets.UTF_8));
    }
    if (frame.fault() == null) {
      Json.check(frame.arguments());
    }
  }

  @FuzzTest(maxDuration = "5m")
  void readsArguments(byte[] json) {
    try {
      Arguments arguments = Arguments.read(json);
      if (arguments.limit() < 1 || arguments.limit() > 1000) {
        throw new AssertionError("limit " + arguments.limit());
      }
    } catch (InvalidPayloadException refused) {
      // in so many words
    }
  }
}
