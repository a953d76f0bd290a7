package dev.sluice.server.contract.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/** What the frames of a WebSocket hold. */
public enum Frames {
  /** The published bytes. */
  RAW {
    @Override
    Told read(String text) {
      return received(Told.Shown.TEXT, text.getBytes(UTF_8));
    }

    @Override
    Subscribe ask(Subscribe subscribe) {
      return subscribe.with("envelope", "raw");
    }
  },

  /** Envelopes. */
  JSON {
    @Override
    Told read(String text) {
      return Envelope.read(text);
    }

    @Override
    Subscribe ask(Subscribe subscribe) {
      return subscribe.with("envelope", "json");
    }
  },

  /** The subprotocol. */
  SLUICE {
    @Override
    Told read(String text) {
      Map<String, String> members = RawJson.members(text);
      String message = members.get("message");
      if (message == null) {
        return Envelope.read(text);
      }
      if (members.size() != 1) {
        throw new AssertionError("expected {\"message\":{…}}");
      }
      return Envelope.message(message);
    }

    @Override
    Subscribe ask(Subscribe subscribe) {
      return subscribe;
    }
  };

  abstract Told read(String text);

  /** Adds to an address what asks for such frames. */
  abstract Subscribe ask(Subscribe subscribe);

  /** What a text frame tells. */
  Told text(String text) {
    try {
      return read(text);
    } catch (RuntimeException | AssertionError e) {
      return new Told.Ended(-1, "frame not understood: " + text + ": " + e);
    }
  }

  /** What a binary frame tells. */
  static Told binary(byte[] data) {
    return received(Told.Shown.BINARY, data);
  }

  private static Told received(Told.Shown shown, byte[] data) {
    return new Told.Received(null, null, null, null, shown, data);
  }
}
