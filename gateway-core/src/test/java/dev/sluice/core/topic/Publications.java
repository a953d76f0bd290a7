package dev.sluice.core.topic;

import java.nio.charset.StandardCharsets;

/** Publications for tests. */
public final class Publications {
  private Publications() {}

  public static Publication text(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return new Publication(null, "text/plain", DataKind.TEXT, data);
  }

  public static Publication ofSize(int bytes) {
    return new Publication(null, null, DataKind.BINARY, new byte[bytes]);
  }

  /** The data of a message that {@link #text} made. */
  public static String text(Message message) {
    return new String(message.publication().data(), StandardCharsets.UTF_8);
  }
}
