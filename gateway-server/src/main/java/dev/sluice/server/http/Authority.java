package dev.sluice.server.http;

/** A host and perhaps a port, as in a Host header (RFC 9110, 7.2; RFC 3986, 3.2). Any thread. */
final class Authority {
  private static final int MAX_PORT = 65535;

  private Authority() {}

  /** True for a host that isn't empty, and a port that there may be. */
  static boolean isValid(String text) {
    int hostEnd = text.startsWith("[") ? ipLiteralEnd(text) : nameEnd(text);
    return hostEnd > 0 && isPort(text, hostEnd);
  }

  /** Behind the name or IPv4 address, 0 where there is none. */
  private static int nameEnd(String text) {
    int at = 0;
    while (at < text.length() && isNameCharacter(text, at)) {
      at++;
    }
    return at;
  }

  private static boolean isNameCharacter(String text, int at) {
    char c = text.charAt(at);
    if (c == '%') {
      return at + 2 < text.length() && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
    }
    return isLetterOrDigit(c) || "-._~!$&'()*+,;=".indexOf(c) >= 0;
  }

  /** Behind the closing bracket, 0 where it is no IP literal. */
  private static int ipLiteralEnd(String text) {
    int at = 1;
    while (at < text.length() && isLiteralCharacter(text.charAt(at))) {
      at++;
    }
    return at > 1 && at < text.length() && text.charAt(at) == ']' ? at + 1 : 0;
  }

  private static boolean isLiteralCharacter(char c) {
    return isLetterOrDigit(c) || c == ':' || c == '.' || c == '-' || c == '_' || c == '~';
  }

  /** Whether there is nothing any more, or a colon and a port, which may be empty. */
  private static boolean isPort(String text, int from) {
    if (from == text.length()) {
      return true;
    }
    if (text.charAt(from) != ':') {
      return false;
    }
    int port = 0;
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = Math.min(MAX_PORT + 1, port * 10 + c - '0');
    }
    return port <= MAX_PORT;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
