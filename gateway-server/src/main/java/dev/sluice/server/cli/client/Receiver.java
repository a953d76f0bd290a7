package dev.sluice.server.cli.client;

/** Who takes what a subscription brings. One thread. */
public interface Receiver {
  /** The gateway has accepted the subscription; comes again with every answer to a poll. */
  void onConnected();

  /**
   * Takes what came.
   *
   * @return whether more is wanted
   */
  boolean onIncoming(Incoming incoming);
}
