package dev.sluice.server.cli.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One way to subscribe. One thread, which it blocks. */
public interface Transport {
  /**
   * Subscribes, and hands over what comes, until the connection ends or the receiver has enough.
   *
   * @param cursor where to start; null for what comes from now on
   * @throws GiveUpException if it is no use to try again
   * @throws UnavailableException if the gateway asks to come back later
   * @throws IOException if there is no connection, or it broke
   */
  void receive(@Nullable String cursor, Receiver receiver) throws IOException, InterruptedException;
}
