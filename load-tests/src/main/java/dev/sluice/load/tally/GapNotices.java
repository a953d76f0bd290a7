package dev.sluice.load.tally;

/** The gap notices in something that a subscriber got. Immutable, any thread. */
record GapNotices(int count, long missed, boolean epoch) {
  private static final String MISSED = "\"missed\":";
  private static final GapNotices NONE = new GapNotices(0, 0, false);

  static GapNotices in(String text) {
    int at = text.indexOf("\"gap\":{");
    if (at < 0) {
      at = text.indexOf("\"gaps\":[");
    }
    return at < 0 ? NONE : from(text, at);
  }

  private static GapNotices from(String text, int at) {
    int count = 0;
    for (int i = at; (i = text.indexOf("\"reason\":", i + 1)) >= 0; ) {
      count++;
    }
    long missed = 0;
    for (int i = at; (i = text.indexOf(MISSED, i + 1)) >= 0; ) {
      missed += Field.number(text, i + MISSED.length());
    }
    return new GapNotices(count, missed, text.indexOf("\"reason\":\"epoch\"", at) >= 0);
  }
}
