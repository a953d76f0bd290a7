package dev.sluice.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has asked, as far as those say who are believed. */
class ForwardingTest {
  private static final String PROXY = "10.0.0.1";
  private static final Forwarding FORWARDING =
      new Forwarding(address -> address.getHostAddress().startsWith("10.0.0."));

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          192.0.2.1                           | 192.0.2.1
          192.0.2.1, 10.0.0.2                 | 192.0.2.1
          192.0.2.66, 192.0.2.1               | 192.0.2.1
          192.0.2.66, 192.0.2.1, 10.0.0.2     | 192.0.2.1
          192.0.2.1:5555                      | 192.0.2.1
          [2001:db8::1]:5555                  | 2001:db8:0:0:0:0:0:1
          2001:db8::1                         | 2001:db8:0:0:0:0:0:1
          unknown                             | 10.0.0.1
          192.0.2.66, not an address          | 10.0.0.1
          10.0.0.2                            | 10.0.0.2
          10.0.0.3, 10.0.0.2                  | 10.0.0.3
          192.0.2.1, unknown, 10.0.0.2        | 10.0.0.2
          192.0.2.1, , 10.0.0.2               | 10.0.0.2
          192.0.2.1,                          | 10.0.0.1
          [2001:db8::1]                       | 2001:db8:0:0:0:0:0:1
          [2001:db8::1, 10.0.0.2              | 10.0.0.2
          [], 10.0.0.2                        | 10.0.0.2
          ::ffff:192.0.2.1                    | 192.0.2.1
          192.0.2.256                         | 10.0.0.1
          192.0.2                             | 10.0.0.1
          localhost                           | 10.0.0.1
          2001:db8::1::2                      | 10.0.0.1
          192.0.2.1:99999999                  | 192.0.2.1
          """)
  void readsXForwardedForFromItsEnd(String header, String client) {
    assertThat(client(PROXY, "X-Forwarded-For", header)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          for=192.0.2.1                                  | 192.0.2.1
          for=192.0.2.66, for=192.0.2.1;proto=https;by=x | 192.0.2.1
          proto=http; For="[2001:db8::1]:47011"          | 2001:db8:0:0:0:0:0:1
          for=_hidden                                    | 10.0.0.1
          proto=https                                    | 10.0.0.1
          for="192.0.2.1:4711", for=10.0.0.2             | 192.0.2.1
          for="[2001:db8::1]";by=203.0.113.43            | 2001:db8:0:0:0:0:0:1
          for="_hidden:_port"                            | 10.0.0.1
          for=192.0.2.66, for=unknown, for=10.0.0.2      | 10.0.0.2
          for="unknown:80"                               | 10.0.0.1
          for=                                           | 10.0.0.1
          for = 192.0.2.1                                | 10.0.0.1
          192.0.2.1                                      | 10.0.0.1
          ;;,;=,                                         | 10.0.0.1
          for=192.0.2.1;host="x,for=192.0.2.66"          | 192.0.2.1
          host="x;for=192.0.2.66";for=192.0.2.1          | 192.0.2.1
          host="x\\",for=192.0.2.66";for=192.0.2.1       | 192.0.2.1
          for=", for=192.0.2.1                           | 192.0.2.1
          for="192.0.2.66, for=192.0.2.1;host="x,y"      | 192.0.2.1
          """)
  void readsForwardedFromItsEnd(String header, String client) {
    assertThat(client(PROXY, "Forwarded", header)).isEqualTo(client);
  }

  @Test
  void prefersTheStandardHeader() {
    HttpHeaders headers = new DefaultHttpHeaders()
        .add("X-Forwarded-For", "192.0.2.66")
        .add("Forwarded", "for=192.0.2.1");

    assertThat(client(PROXY, headers)).isEqualTo("192.0.2.1");
  }

  @Test
  void readsSeveralLinesAsOne() {
    HttpHeaders headers = new DefaultHttpHeaders()
        .add("X-Forwarded-For", "192.0.2.66")
        .add("X-Forwarded-For", "192.0.2.1");

    assertThat(client(PROXY, headers)).isEqualTo("192.0.2.1");
  }

  @Test
  void believesNobodyElse() {
    assertThat(client("192.0.2.9", "X-Forwarded-For", "192.0.2.66")).isEqualTo("192.0.2.9");
    assertThat(client("192.0.2.9", "Forwarded", "for=192.0.2.66")).isEqualTo("192.0.2.9");
  }

  @Test
  void isTheProxyWhereItSpeaksForNobody() {
    assertThat(client(PROXY, new DefaultHttpHeaders())).isEqualTo(PROXY);
  }

  private static String client(String peer, String header, String value) {
    return client(peer, new DefaultHttpHeaders().add(header, value));
  }

  private static String client(String peer, HttpHeaders headers) {
    HttpChannel channel = HttpChannel.from(peer);
    InetAddress client = FORWARDING.client(channel, headers);
    channel.close();
    return client == null ? "nobody" : client.getHostAddress();
  }
}
