package dev.sluice.server.config;

import java.util.Locale;

/** What a request to the internal listener needs, and what an API key may give. */
public enum Scope {
  /** Nothing is needed, whoever asks. */
  OPEN,
  /** To read the figures. */
  METRICS,
  /** To read anything: topics, what they hold, connections; and the figures. */
  READ,
  /** To publish, to the topics that the key names. */
  PUBLISH,
  /** To change anything: topics, connections, traces, the configuration; and to read. */
  ADMIN;

  /** Whether who has this scope does not need the other one beside it. */
  public boolean covers(Scope needed) {
    return switch (needed) {
      case OPEN -> true;
      case METRICS -> this == METRICS || this == READ || this == ADMIN;
      case READ -> this == READ || this == ADMIN;
      case PUBLISH, ADMIN -> this == needed;
    };
  }

  /** Its name in the configuration and in answers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
