package dev.sluice.server.contract.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** One thing that a subscriber was told, whatever transport told it. */
public sealed interface Told {
  /**
   * A message.
   *
   * @param topic null where the transport does not tell it
   * @param id null where the transport does not tell it
   * @param event null where there is none, or the transport does not tell it
   * @param time milliseconds since the epoch, null where the transport does not tell it
   * @param shown how the data came
   * @param data the bytes, as far as the transport keeps them
   */
  record Received(
      @Nullable String topic,
      @Nullable String id,
      @Nullable String event,
      @Nullable Long time,
      Shown shown,
      byte[] data)
      implements Told {
    /** The data as text. */
    public String text() {
      return new String(data, UTF_8);
    }

    @Override
    public String toString() {
      return "message " + text() + " of " + topic + ", id " + id + ", event " + event;
    }
  }

  /** How a message's data came. */
  enum Shown {
    /** A value inside an envelope that is no string. */
    JSON,
    /** A string in an envelope, a text frame, lines of an event stream. */
    TEXT,
    /** {@code data_base64} in an envelope, or a binary frame. */
    BINARY
  }

  /**
   * A gap notice.
   *
   * @param missed null where it is unknown
   */
  record Gap(String topic, String from, String to, @Nullable Long missed, String reason)
      implements Told {
    /** How many are known to be missed. */
    public long known() {
      return missed == null ? 0 : missed;
    }
  }

  /** A cursor apart from a message. */
  record At(String cursor) implements Told {}

  /** A sign of life. */
  record Heartbeat() implements Told {}

  /** How long to wait before reconnecting, in milliseconds. */
  record Retry(String millis) implements Told {}

  /** Anything else that came, as it came; the answers of {@code sluice.v1} for one. */
  record Other(String text) implements Told {}

  /**
   * It is over.
   *
   * @param code of a WebSocket's close frame, the status of a poll's answer, 0 for the end of a
   *     stream, -1 for a failure
   */
  record Ended(int code, String reason) implements Told {}
}
