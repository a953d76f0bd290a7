package dev.sluice.server.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who has asked where proxies pass requests on: by Forwarded (RFC 7239) or
 * X-Forwarded-For, read from the end as long as whoever wrote an entry is trusted. Immutable, any
 * thread.
 *
 * @param trusts whose entries are believed
 */
public record Forwarding(Predicate<InetAddress> trusts) {
  /** Believes nobody. */
  public static final Forwarding NONE = new Forwarding(address -> false);

  /** The client's address as far as trusted proxies tell it; null where the channel has none. */
  public @Nullable InetAddress client(Channel channel, HttpHeaders headers) {
    InetSocketAddress peer = ClientAddress.of(channel);
    InetAddress client = peer == null ? null : peer.getAddress();
    if (client == null || !trusts.test(client)) {
      return client;
    }
    List<String> entries = entries(headers);
    for (int i = entries.size() - 1; i >= 0 && trusts.test(client); i--) {
      InetAddress before = address(entries.get(i));
      if (before == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  private static List<String> entries(HttpHeaders headers) {
    List<String> forwarded = headers.getAll("Forwarded");
    boolean standard = !forwarded.isEmpty();
    List<String> entries = new ArrayList<>();
    for (String header : forwarded) {
      parts(header, ',').forEach(element -> entries.add(forParameter(element)));
    }
    for (String header : standard ? List.<String>of() : headers.getAll("X-Forwarded-For")) {
      for (String entry : header.split(",", -1)) {
        entries.add(entry.strip());
      }
    }
    return entries;
  }

  /**
   * What is between separators outside of quotes, where a host that the client has made up may be.
   * Quotes are paired from the end, which those have written who are trusted.
   */
  private static List<String> parts(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int end = text.length();
    for (int i = end - 1; i >= 0; i--) {
      if (text.charAt(i) == '"' && !isEscaped(text, i)) {
        quoted = !quoted;
      } else if (text.charAt(i) == separator && !quoted) {
        parts.add(text.substring(i + 1, end));
        end = i;
      }
    }
    parts.add(text.substring(0, end));
    Collections.reverse(parts);
    return parts;
  }

  private static boolean isEscaped(String text, int at) {
    int begin = at;
    while (begin > 0 && text.charAt(begin - 1) == '\\') {
      begin--;
    }
    return (at - begin) % 2 == 1;
  }

  private static String forParameter(String element) {
    for (String pair : parts(element, ';')) {
      String stripped = pair.strip();
      if (stripped.regionMatches(true, 0, "for=", 0, 4)) {
        return stripped.substring(4).replace("\"", "");
      }
    }
    return "";
  }

  /** An address, perhaps in brackets and with a port; null for what hides it. */
  private static @Nullable InetAddress address(String node) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(withoutPort(node));
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String withoutPort(String node) {
    if (node.startsWith("[")) {
      return node.substring(1, Math.max(1, node.indexOf(']')));
    }
    int colon = node.indexOf(':');
    boolean ipv4WithPort = colon >= 0 && colon == node.lastIndexOf(':');
    return ipv4WithPort ? node.substring(0, colon) : node;
  }
}
