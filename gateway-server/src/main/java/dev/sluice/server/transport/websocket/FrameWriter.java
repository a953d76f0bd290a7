package dev.sluice.server.transport.websocket;

import dev.sluice.core.topic.DataKind;
import dev.sluice.core.topic.Message;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Publication;
import dev.sluice.core.topic.Topic;
import dev.sluice.server.transport.Envelope;
import dev.sluice.server.transport.JsonText;
import io.netty.buffer.ByteBuf;

/** What a message's frame holds. Any thread. */
enum FrameWriter {
  /** The data: text and JSON in text frames, the rest in binary ones. */
  RAW {
    @Override
    int opcode(Message message) {
      return message.publication().kind() == DataKind.BINARY ? Frames.BINARY : Frames.TEXT;
    }

    @Override
    void writePayload(ByteBuf out, Topic topic, Message message) {
      out.writeBytes(message.publication().data());
    }

    @Override
    void write(ByteBuf out, Topic topic, MessageRange range) {
      for (int i = 0; i < range.size(); i++) {
        Publication publication = range.get(i).publication();
        Frames.write(out, opcode(range.get(i)), publication.data());
      }
    }
  },

  /** The envelope. */
  ENVELOPE {
    @Override
    void writePayload(ByteBuf out, Topic topic, Message message) {
      Envelope.write(out, topic, message);
    }
  },

  /** The envelope as sluice.v1 has it. */
  SLUICE_V1 {
    @Override
    void writePayload(ByteBuf out, Topic topic, Message message) {
      JsonText.writeAscii(out, "{\"message\":");
      Envelope.write(out, topic, message);
      out.writeByte('}');
    }
  };

  boolean isEnvelope() {
    return this != RAW;
  }

  int opcode(Message message) {
    return Frames.TEXT;
  }

  /** Writes what a frame holds. */
  abstract void writePayload(ByteBuf out, Topic topic, Message message);

  /**
   * Writes a frame for each message. A frame's length stands before its payload, so each payload is
   * written aside first: once a batch, not per subscriber.
   */
  void write(ByteBuf out, Topic topic, MessageRange range) {
    ByteBuf payload = out.alloc().buffer();
    try {
      for (int i = 0; i < range.size(); i++) {
        payload.clear();
        writePayload(payload, topic, range.get(i));
        Frames.writeHeader(out, Frames.TEXT, payload.readableBytes());
        out.writeBytes(payload);
      }
    } finally {
      payload.release();
    }
  }
}
