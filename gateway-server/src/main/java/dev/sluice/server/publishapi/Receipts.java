package dev.sluice.server.publishapi;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.core.topic.TopicRegistry.Appended;
import dev.sluice.server.transport.Envelope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What publishers are told, as JSON. Topics and cursors have no character that needs escaping. Any
 * thread.
 */
final class Receipts {
  private static final byte[] TOPIC = ascii("{\"topic\":\"");
  private static final byte[] ID = ascii("\",\"id\":\"");
  private static final byte[] END = ascii("\"}");
  private static final byte[] MESSAGES = ascii("{\"messages\":[");
  private static final byte[] MESSAGES_END = ascii("]}");

  private Receipts() {}

  static void writeOne(ByteBuf out, Appended appended) {
    out.writeBytes(TOPIC);
    ByteBufUtil.writeAscii(out, appended.topic().name());
    out.writeBytes(ID);
    Envelope.writeId(out, appended.topic(), appended.message());
    out.writeBytes(END);
  }

  static void writeSeveral(ByteBuf out, List<Appended> published) {
    out.writeBytes(MESSAGES);
    for (int i = 0; i < published.size(); i++) {
      if (i > 0) {
        out.writeByte(',');
      }
      writeOne(out, published.get(i));
    }
    out.writeBytes(MESSAGES_END);
  }

  static String error(int status, String detail) {
    String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(detail));
    return "{\"error\":{\"status\":" + status + ",\"detail\":\"" + escaped + "\"}}";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
