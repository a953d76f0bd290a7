package dev.sluice.server.net;

/**
 * A token that came with a request. Immutable.
 *
 * @param text as it came
 * @param isAmbient whether the browser sent it by itself, in a cookie: it can't be left out where
 *     it is of no use, so then it is as if it were not there
 */
record PresentedToken(String text, boolean isAmbient) {
  @Override
  public String toString() {
    return "a token"; // which is in no log
  }
}
