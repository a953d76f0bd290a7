package dev.sluice.load.user;

/** How a subscriber takes what comes. Any thread. */
enum Reading {
  /** At once. */
  STEADY,
  /** Not at all for a while, then everything, and again. */
  STALLING
}
