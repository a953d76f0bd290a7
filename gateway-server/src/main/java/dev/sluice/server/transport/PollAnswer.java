package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.fanout.History;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicRegistry;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is held after some positions, as a poll's answer. Bounded: where it stops before the end,
 * its cursor is where the next one goes on. Used once, by one thread.
 */
public final class PollAnswer {
  /** With so many bytes it is full; the topic that makes it so is read as far as its range goes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private final List<Gap> gaps = new ArrayList<>(0);
  private final List<Start> ends = new ArrayList<>(1);
  private final ByteBuf messages;
  private int count;

  private PollAnswer(ByteBuf messages) {
    this.messages = messages;
  }

  /**
   * Reads what is held.
   *
   * @param range an empty one to use meanwhile
   * @param messages what they are written to, as JSON with commas between them
   */
  public static PollAnswer read(
      TopicRegistry topics, List<Start> starts, MessageRange range, ByteBuf messages) {
    PollAnswer answer = new PollAnswer(messages);
    for (Start start : starts) {
      answer.add(topics.admitted(start.topic()), start, range);
    }
    return answer;
  }

  /** True where there is neither a message nor a gap behind any of some positions. */
  public static boolean isEmptyAfter(TopicRegistry topics, List<Start> starts) {
    for (Start start : starts) {
      Topic topic = topics.admitted(start.topic());
      Position position = start.position();
      boolean upToDate =
          position.epoch() == topic.epoch() && position.offset() == topic.lastOffset();
      if (!upToDate || start.gap() != null) {
        return false;
      }
    }
    return true;
  }

  private void add(Topic topic, Start start, MessageRange range) {
    Gap kept = start.gap();
    if (messages.readableBytes() >= MAX_BYTES) {
      ends.add(new Start(topic.name(), kept == null ? start.position() : kept.from()));
      return;
    }
    if (kept != null) {
      gaps.add(kept);
    }
    Position position = start.position();
    Gap gap = History.read(topic, position, Long.MAX_VALUE, range);
    Position end = position;
    if (gap != null) {
      gaps.add(gap);
      end = gap.to();
    }
    if (!range.isEmpty()) {
      end = topic.position(range.newest().offset());
      write(topic, range);
    }
    ends.add(new Start(topic.name(), end));
    range.clear();
  }

  private void write(Topic topic, MessageRange range) {
    for (int i = 0; i < range.size(); i++) {
      if (count++ > 0) {
        messages.writeByte(',');
      }
      Envelope.write(messages, topic, range.get(i));
    }
  }

  /** True where there is neither a message nor a gap. */
  public boolean isEmpty() {
    return count == 0 && gaps.isEmpty();
  }

  /** How many messages there are. */
  public int count() {
    return count;
  }

  /** What was missed. */
  public List<Gap> gaps() {
    return gaps;
  }

  /** Where it goes on in its topic, null where there are several. */
  public @Nullable Position onlyEnd() {
    return ends.size() == 1 ? ends.get(0).position() : null;
  }

  /** The cursor behind it. */
  public String cursor() {
    return Start.cursor(ends);
  }

  /** Writes the whole object: {@code {"cursor":…,"messages":[…],"gaps":[…]}}. */
  public static ByteBuf write(ByteBuf out, String cursor, ByteBuf messages, List<Gap> gaps) {
    JsonText.writeAscii(out, "{\"cursor\":\"");
    JsonText.writeAscii(out, cursor);
    JsonText.writeAscii(out, "\",\"messages\":[");
    out.writeBytes(messages, messages.readerIndex(), messages.readableBytes()).writeByte(']');
    if (!gaps.isEmpty()) {
      JsonText.writeAscii(out, ",\"gaps\":[");
      for (int i = 0; i < gaps.size(); i++) {
        JsonText.writeAscii(out, i == 0 ? "" : ",");
        JsonText.writeAscii(out, Envelope.gap(gaps.get(i)));
      }
      out.writeByte(']');
    }
    return out.writeByte('}');
  }
}
