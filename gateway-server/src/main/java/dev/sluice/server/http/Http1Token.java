package dev.sluice.server.http;

/** The characters of which methods and names are made (RFC 9110, 5.6.2). Any thread. */
final class Http1Token {
  private static final boolean[] CHARACTERS = characters();

  private Http1Token() {}

  static boolean has(byte b) {
    return CHARACTERS[b & 0xff];
  }

  /** Where a token ends, at the latest at {@code to}. */
  static int end(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && CHARACTERS[bytes[at] & 0xff]) {
      at++;
    }
    return at;
  }

  private static boolean[] characters() {
    boolean[] token = new boolean[256];
    for (char c = '!'; c < 0x7f; c++) {
      token[c] = Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
    return token;
  }
}
