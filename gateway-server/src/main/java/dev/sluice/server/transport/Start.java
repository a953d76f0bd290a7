package dev.sluice.server.transport;

import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a subscription begins. Immutable.
 *
 * @param topic its name
 * @param position from which on
 */
public record Start(String topic, Position position) {
  /** The cursor that covers all of these. */
  public static String cursor(List<Start> starts) {
    List<Position> positions = new ArrayList<>(starts.size());
    starts.forEach(start -> positions.add(start.position()));
    return Cursor.join(positions);
  }
}
