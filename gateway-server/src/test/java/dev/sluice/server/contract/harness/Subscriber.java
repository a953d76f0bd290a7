package dev.sluice.server.contract.harness;

/** A client that listens, over whatever transport. */
public interface Subscriber extends AutoCloseable {
  /** What it was told. */
  Inbox inbox();

  /** Breaks the connection, as a network does: nobody says goodbye. */
  @Override
  void close();
}
