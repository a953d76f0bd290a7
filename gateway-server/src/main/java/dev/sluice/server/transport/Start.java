package dev.sluice.server.transport;

import dev.sluice.core.fanout.Gap;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription begins. Immutable.
 *
 * @param topic its name
 * @param position from which on
 * @param gap that is to be told first and ends there, null for none
 */
public record Start(
    String topic, Position position, @Nullable Gap gap) {
  /** A start without a gap. */
  public Start(String topic, Position position) {
    this(topic, position, null);
  }

  /** The cursor that covers all of these. */
  public static String cursor(List<Start> starts) {
    List<Position> positions = new ArrayList<>(starts.size());
    starts.forEach(start -> positions.add(start.position()));
    return Cursor.join(positions);
  }
}
