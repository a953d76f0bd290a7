package dev.sluice.server.transport;

import dev.sluice.core.metrics.Transport;

/** Is told of subscribers that come and go. Any loop. */
@FunctionalInterface
public interface ConnectionMetrics {
  /** The number of those connected by a transport has changed. */
  void onConnections(Transport transport, int change);
}
