package dev.sluice.server.contract.harness;

import org.jspecify.annotations.Nullable;

/**
 * Reads an event stream line by line just as a browser does (HTML standard, 9.2.6, "Interpreting an
 * event stream").
 */
public final class EventStreamParser {
  private final Listener listener;
  private final StringBuilder data = new StringBuilder();
  private String event = "";
  private @Nullable String newId;

  /** Tells what it finds to a listener. */
  public EventStreamParser(Listener listener) {
    this.listener = listener;
  }

  /** Takes one line without its end. */
  public void line(String line) {
    int colon = line.indexOf(':');
    if (line.isEmpty()) {
      endBlock();
    } else if (colon == 0) {
      listener.onComment(line.substring(1));
    } else if (colon < 0) {
      field(line, "");
    } else {
      String value = line.substring(colon + 1);
      field(line.substring(0, colon), value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void field(String name, String value) {
    switch (name) {
      case "event" -> event = value;
      case "data" -> data.append(value).append('\n');
      case "id" -> newId = value.indexOf('\0') < 0 ? value : newId;
      case "retry" -> listener.onRetry(value);
      default -> throw new AssertionError("a browser would ignore the field " + name);
    }
  }

  private void endBlock() {
    if (data.isEmpty()) {
      if (newId != null) {
        listener.onId(newId);
      }
    } else {
      data.setLength(data.length() - 1);
      listener.onEvent(event, data.toString(), newId);
    }
    data.setLength(0);
    event = "";
    newId = null;
  }

  /** What a stream consists of. */
  public interface Listener {
    /**
     * A block with data.
     *
     * @param event empty where it has none
     * @param id null where the block has none
     */
    void onEvent(String event, String data, @Nullable String id);

    /** A block without data that has an id. */
    void onId(String id);

    /** Milliseconds before a reconnect. */
    void onRetry(String millis);

    /** A comment. */
    void onComment(String text);
  }
}
