package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.Message;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.Topic;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes messages and gaps as JSON, one line each. Any thread. */
public final class Envelope {
  private static final AsciiString TOPIC = AsciiString.cached("{\"topic\":\"");
  private static final AsciiString ID = AsciiString.cached("\",\"id\":\"");
  private static final AsciiString TIME = AsciiString.cached("\",\"time\":");
  private static final AsciiString EVENT = AsciiString.cached(",\"event\":");
  private static final AsciiString DATA = AsciiString.cached(",\"data\":");
  private static final AsciiString DATA_BASE64 = AsciiString.cached(",\"data_base64\":\"");

  private Envelope() {}

  /** Writes a message as an object. */
  public static void write(ByteBuf out, Topic topic, Message message) {
    JsonText.writeAscii(out, TOPIC);
    JsonText.writeAscii(out, topic.name());
    JsonText.writeAscii(out, ID);
    writeId(out, topic, message);
    JsonText.writeAscii(out, TIME);
    JsonText.writeNumber(out, message.timeMillis());
    writeEvent(out, message.publication());
    writeData(out, message.publication());
    out.writeByte('}');
  }

  /** Writes a message's cursor. */
  public static void writeId(ByteBuf out, Topic topic, Message message) {
    out.writeBytes(topic.cursorPrefix());
    JsonText.writeNumber(out, message.offset());
  }

  /** A gap as an object. */
  public static String gap(Gap gap) {
    String missed = gap.missed() > 0 ? "\"missed\":" + gap.missed() + "," : "";
    return "{\"topic\":\""
        + gap.topic()
        + "\",\"from\":\""
        + gap.from().text()
        + "\",\"to\":\""
        + gap.to().text()
        + "\","
        + missed
        + "\"reason\":\""
        + gap.reason().label()
        + "\"}";
  }

  private static void writeEvent(ByteBuf out, Publication publication) {
    String event = publication.event();
    if (event != null) {
      JsonText.writeAscii(out, EVENT);
      JsonText.writeString(out, event.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void writeData(ByteBuf out, Publication publication) {
    byte[] data = publication.data();
    if (publication.kind() == DataKind.BINARY) {
      JsonText.writeAscii(out, DATA_BASE64);
      out.writeBytes(Base64.getEncoder().encode(data)).writeByte('"');
      return;
    }
    JsonText.writeAscii(out, DATA);
    if (publication.kind() == DataKind.JSON) {
      writeOnOneLine(out, data);
    } else {
      JsonText.writeString(out, data);
    }
  }

  /** Leaves out the line ends, which in JSON stand between tokens only. */
  private static void writeOnOneLine(ByteBuf out, byte[] json) {
    int begin = 0;
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\n' || json[i] == '\r') {
        out.writeBytes(json, begin, i - begin);
        begin = i + 1;
      }
    }
    out.writeBytes(json, begin, json.length - begin);
  }
}
