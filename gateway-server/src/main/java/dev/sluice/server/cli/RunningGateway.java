package dev.sluice.server.cli;

import java.net.InetSocketAddress;

/** A gateway that serves. Any thread. */
public interface RunningGateway {
  /** Where the public listener listens, with the port that it got. */
  InetSocketAddress publicAddress();

  /** Where the internal listener listens, with the port that it got. */
  InetSocketAddress internalAddress();

  /** Reads its configuration again; its log says what came of that. */
  void reload();

  /** Stops serving; returns when the clients have left or their time is up, and all is closed. */
  void drain();

  /** Waits until all is closed, whoever asked for it. */
  void awaitClosed() throws InterruptedException;
}
