package dev.sluice.server.cli.client;

import org.jspecify.annotations.Nullable;

/**
 * Puts the lines of an event stream together to blocks, as the HTML standard (9.2.6) says; comments
 * and fields without a meaning here are passed over. One thread.
 */
final class SseParser {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private @Nullable String data;
  private @Nullable String id;
  private boolean first = true;

  /**
   * Takes a line, without its line end.
   *
   * @return the block that it ends, else null
   */
  @Nullable SseBlock accept(String received) {
    String line = first && received.startsWith(BYTE_ORDER_MARK) ? received.substring(1) : received;
    first = false;
    if (line.isEmpty()) {
      return end();
    }
    int colon = line.indexOf(':');
    if (colon < 0) {
      onField(line, "");
    } else if (colon > 0) {
      int value = line.startsWith(": ", colon) ? colon + 2 : colon + 1;
      onField(line.substring(0, colon), line.substring(value));
    }
    return null;
  }

  private void onField(String name, String value) {
    if (name.equals("data")) {
      data = data == null ? value : data + "\n" + value;
    } else if (name.equals("id") && value.indexOf('\0') < 0) {
      id = value;
    }
  }

  private @Nullable SseBlock end() {
    SseBlock block = data == null && id == null ? null : new SseBlock(data, id);
    data = null;
    id = null;
    return block;
  }
}
