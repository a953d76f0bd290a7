package dev.sluice.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses by prefix. */
class AddressRangeTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "127.0.0.1/32, 127.0.0.1, true",
    "10.0.0.0/8, 10.255.1.2, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3/8, 10.9.9.9, true", // what is behind the prefix doesn't count
    "192.168.4.0/22, 192.168.7.255, true",
    "192.168.4.0/22, 192.168.8.0, false",
    "10.0.0.128/25, 10.0.0.127, false",
    "10.0.0.128/25, 10.0.0.128, true",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 127.0.0.1, false",
    "::/0, 2001:db8::1, true",
    "::1, ::1, true",
    "::1, ::2, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:DB8:0:0:0:0:0:0/127, 2001:db8::1, true",
    "2001:db8::/127, 2001:db8::2, false",
    "fe80::/10, febf::1, true",
    "fe80::/10, fec0::1, false"
  })
  void holdsThoseThatShareThePrefix(String range, String address, boolean held)
      throws UnknownHostException {
    assertThat(new AddressRange(range).contains(InetAddress.getByName(address))).isEqualTo(held);
  }

  /** Names among them, though of hexadecimal digits: nobody is asked for an address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/8",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/a",
        "10.0.0.0/8/8",
        "10.0.0.0 /8",
        "10.0.0",
        "10",
        "10.0.0.256",
        "10.0.0.0.0",
        "localhost",
        "cafe",
        "cafe.de",
        "fe80::1%eth0",
        "[::1]",
        ":::",
        "1::2::3",
        "12345::",
        "*"
      })
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> new AddressRange(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"" + text + "\" is no IP address or prefix of some");
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33, 32", "10.0.0.0/999, 32", "::/129, 128"})
  void refusesPrefixesThatAreTooLong(String text, int bits) {
    assertThatThrownBy(() -> new AddressRange(text))
        .hasMessage("\"" + text + "\" has a prefix of more than " + bits + " bits");
  }

  @Test
  void isTrustedInAnyOfAList() throws UnknownHostException {
    ProxiesConfig proxies = new ProxiesConfig(
        List.of(new AddressRange("10.0.0.0/8"), new AddressRange("::1")), List.of());

    assertThat(proxies.speaksProxyProtocol(address("::1"))).isTrue();
    assertThat(proxies.speaksProxyProtocol(address("10.1.1.1"))).isTrue();
    assertThat(proxies.speaksProxyProtocol(address("127.0.0.1"))).isFalse();
    assertThat(proxies.forwards(address("10.1.1.1"))).isFalse();
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getAllByName(text)[0];
  }
}
