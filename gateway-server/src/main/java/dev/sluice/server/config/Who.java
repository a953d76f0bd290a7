package dev.sluice.server.config;

/** Which clients may do something. */
public enum Who {
  /** Whoever asks, with a token or without. */
  ANYONE,
  /** Who has a valid token, whatever it grants. */
  ANY_TOKEN,
  /** Who has a token that grants it. */
  GRANT,
  /** No client; backends still may. */
  NOBODY
}
