package dev.sluice.server.limits;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What an address counts as: an IPv4 address by itself, an IPv6 address as its /64, which is what
 * one customer is given at least and can take any address from. Any thread.
 */
final class ClientKey {
  private static final int IPV4_BYTES = 4;

  private ClientKey() {}

  static Object of(InetAddress address) {
    byte[] bytes = address.getAddress();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length == IPV4_BYTES) {
      return buffer.getInt();
    }
    return buffer.getLong();
  }
}
