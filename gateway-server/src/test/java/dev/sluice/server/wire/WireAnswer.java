package dev.sluice.server.wire;

/** An answer as it came. */
record WireAnswer(String head, String body) {
  int status() {
    return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  /** A header's value, empty where there is none. */
  String header(String name) {
    return header(head, name);
  }

  static int length(String head) {
    String length = header(head, "Content-Length");
    return length.isEmpty() ? 0 : Integer.parseInt(length);
  }

  private static String header(String head, String name) {
    String begin = name + ": ";
    return head.lines()
        .filter(line -> line.regionMatches(true, 0, begin, 0, begin.length()))
        .map(line -> line.substring(begin.length()))
        .findFirst()
        .orElse("");
  }
}
