package dev.sluice.server.transport.sse;

import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.Message;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.EnvelopeMode;
import dev.sluice.server.transport.StreamFormat;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.AsciiString;
import java.util.Base64;

/**
 * Writes messages as events. For a subscription to several topics the last event is left open: each
 * subscriber's own id and the blank line follow. Immutable, any thread.
 *
 * @param envelope what the data is
 * @param several whether the events belong to a subscription to several topics
 */
record SseWriter(EnvelopeMode envelope, boolean several) implements StreamFormat.RangeWriter {
  private static final AsciiString ID = AsciiString.cached("id: ");
  private static final AsciiString EVENT = AsciiString.cached("event: ");
  private static final AsciiString DATA = AsciiString.cached("data: ");
  private static final byte LF = '\n';
  private static final byte CR = '\r';

  @Override
  public void write(ByteBuf out, Topic topic, MessageRange range) {
    int last = range.size() - 1;
    for (int i = 0; i <= last; i++) {
      writeEvent(out, topic, range.get(i));
      if (!several || i < last) {
        out.writeByte(LF);
      }
    }
  }

  private void writeEvent(ByteBuf out, Topic topic, Message message) {
    if (!several) {
      ByteBufUtil.writeAscii(out, ID);
      Envelope.writeId(out, topic, message);
      out.writeByte(LF);
    }
    String event = message.publication().event();
    if (event != null) {
      ByteBufUtil.writeAscii(out, EVENT);
      ByteBufUtil.writeUtf8(out, event);
      out.writeByte(LF);
    }
    if (envelope == EnvelopeMode.JSON) {
      ByteBufUtil.writeAscii(out, DATA);
      Envelope.write(out, topic, message);
      out.writeByte(LF);
    } else {
      writeLines(out, rawData(message.publication()));
    }
  }

  private static byte[] rawData(Publication publication) {
    boolean binary = publication.kind() == DataKind.BINARY;
    return binary ? Base64.getEncoder().encode(publication.data()) : publication.data();
  }

  /** A line of data for each line; CR, LF and both together end one. */
  private static void writeLines(ByteBuf out, byte[] data) {
    int begin = 0;
    for (int i = 0; i < data.length; i++) {
      if (data[i] == LF || data[i] == CR) {
        writeLine(out, data, begin, i);
        i += data[i] == CR && i + 1 < data.length && data[i + 1] == LF ? 1 : 0;
        begin = i + 1;
      }
    }
    writeLine(out, data, begin, data.length);
  }

  private static void writeLine(ByteBuf out, byte[] data, int begin, int end) {
    ByteBufUtil.writeAscii(out, DATA);
    out.writeBytes(data, begin, end - begin).writeByte(LF);
  }
}
