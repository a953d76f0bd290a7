package dev.sluice.server.loop;

import dev.sluice.core.time.GatewayClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date header's value, made once a second (RFC 9110, 5.6.7). Belongs to its loop. */
public final class DateHeader {
  private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final GatewayClock clock;
  private long second = -1;
  private String value = "";

  DateHeader(GatewayClock clock) {
    this.clock = clock;
  }

  /** The value now. */
  public String value() {
    long now = Math.floorDiv(clock.epochMillis(), 1000);
    if (now != second) {
      second = now;
      value = IMF_FIXDATE.format(Instant.ofEpochSecond(now));
    }
    return value;
  }
}
