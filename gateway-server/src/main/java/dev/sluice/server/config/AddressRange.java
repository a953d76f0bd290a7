package dev.sluice.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some IP addresses: one, or those that share a prefix (RFC 4632, {@code 10.0.0.0/8}). Immutable,
 * any thread.
 *
 * @param text as written
 */
public record AddressRange(String text) {
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/([0-9]{1,3}))?");

  /**
   * Checks the text.
   *
   * @throws IllegalArgumentException if it is no address and prefix length
   */
  public AddressRange {
    int bits = address(text).length * Byte.SIZE;
    if (text.indexOf('/') >= 0 && prefixLength(text) > bits) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has a prefix of more than " + bits + " bits");
    }
  }

  /** Tells whether an address is one of them; an IPv4 address is none of IPv6. */
  public boolean contains(InetAddress address) {
    byte[] wanted = address(text);
    byte[] given = address.getAddress();
    int bits = Math.min(prefixLength(text), wanted.length * Byte.SIZE);
    return given.length == wanted.length && sharesPrefix(wanted, given, bits);
  }

  private static boolean sharesPrefix(byte[] wanted, byte[] given, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >>> (bit % Byte.SIZE);
      if (((wanted[bit / Byte.SIZE] ^ given[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int prefixLength(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? Integer.MAX_VALUE / 2 : Integer.parseInt(text.substring(slash + 1));
  }

  private static byte[] address(String text) {
    Matcher matcher = FORM.matcher(text);
    byte @Nullable [] bytes =
        matcher.matches() ? NetUtil.createByteArrayFromIpAddressString(matcher.group(1)) : null;
    if (bytes == null) {
      throw new IllegalArgumentException("\"" + text + "\" is no IP address or prefix of some");
    }
    return bytes;
  }
}
