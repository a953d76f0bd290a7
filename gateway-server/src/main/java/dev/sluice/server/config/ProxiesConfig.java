package dev.sluice.server.config;

import java.net.InetAddress;
import java.util.List;

/**
 * Proxies in front, and what is believed of them. Immutable, any thread.
 *
 * @param protocol addresses whose connections begin with a PROXY protocol header
 * @param forwarded addresses whose Forwarded and X-Forwarded-For headers are believed
 */
public record ProxiesConfig(List<AddressRange> protocol, List<AddressRange> forwarded) {
  /** Copies the lists. */
  public ProxiesConfig {
    protocol = List.copyOf(protocol);
    forwarded = List.copyOf(forwarded);
  }

  /** Whether an address is a proxy's, and so not its clients'. */
  public boolean isProxy(InetAddress address) {
    return speaksProxyProtocol(address) || forwards(address);
  }

  /** Whether connections from an address begin with a PROXY protocol header. */
  public boolean speaksProxyProtocol(InetAddress address) {
    return protocol.stream().anyMatch(range -> range.contains(address));
  }

  /** Whether an address' word on who asked is believed. */
  public boolean forwards(InetAddress address) {
    return forwarded.stream().anyMatch(range -> range.contains(address));
  }
}
