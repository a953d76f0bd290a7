package dev.sluice.server.transport.sse;

import dev.sluice.server.contract.harness.EventStreamParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser would make of an event stream: CR, LF and both together end a line (HTML standard,
 * 9.2.5).
 */
final class EventStream implements EventStreamParser.Listener {
  final List<Event> events = new ArrayList<>();
  final List<String> idsAlone = new ArrayList<>();
  final List<String> retries = new ArrayList<>();
  final List<String> comments = new ArrayList<>();

  /** A message event. */
  record Event(String type, String data, @Nullable String id) {}

  static EventStream of(String text) {
    EventStream stream = new EventStream();
    EventStreamParser parser = new EventStreamParser(stream);
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length - 1; i++) { // behind the last end is no line yet
      parser.line(lines[i]);
    }
    return stream;
  }

  @Override
  public void onEvent(String event, String data, @Nullable String id) {
    events.add(new Event(event, data, id));
  }

  @Override
  public void onId(String id) {
    idsAlone.add(id);
  }

  @Override
  public void onRetry(String millis) {
    retries.add(millis);
  }

  @Override
  public void onComment(String text) {
    comments.add(text);
  }
}
