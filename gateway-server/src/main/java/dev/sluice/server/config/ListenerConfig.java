package dev.sluice.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a listener listens. Immutable, any thread.
 *
 * @param host host name or IP address, IPv6 without brackets
 * @param port 0 to 65535; 0 takes a free one
 */
public record ListenerConfig(String host, int port) {
  /**
   * Checks the bounds, which are the same for both listeners.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public ListenerConfig {
    Settings.PUBLIC_HOST.check(host);
    Settings.PUBLIC_PORT.check(port);
  }

  /** Whether only this machine reaches it; a host that can't be looked up counts for others. */
  boolean isLoopback() {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
