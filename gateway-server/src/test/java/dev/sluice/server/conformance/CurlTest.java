package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Published;
import dev.sluice.server.contract.harness.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Curl, over every version of HTTP and every way to HTTP/2 that it has. */
@ConformanceTest
class CurlTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.startOnSystemClock(
      Settings.defaults().set("sluice.tls.mode", "allowed").set("sluice.tls.self-signed", "true"));

  private static final Duration AT_MOST = Duration.ofMinutes(1);
  private static final int TIMED_OUT = 28;

  static Stream<Arguments> wires() {
    return Stream.of(
        Arguments.of("http", "--http1.0", "1.0"),
        Arguments.of("http", "--http1.1", "1.1"),
        Arguments.of("http", "--http2", "2"),
        Arguments.of("http", "--http2-prior-knowledge", "2"),
        Arguments.of("https", "--http1.1", "1.1"),
        Arguments.of("https", "--http2", "2"));
  }

  @ParameterizedTest
  @MethodSource("wires")
  void polls(String scheme, String option, String version) {
    String topic = gateway.newTopic();
    gateway.backend().publish(topic, "grüße");
    String url = url(scheme, topic) + "?wait=0&cursor=earliest";

    Program curl = curl(option, "-w", "\n%{http_version} %{http_code}", url);
    assertThat(curl.successfulOutput())
        .contains("\"data\":\"grüße\"")
        .endsWith("\n" + versionSaid(version) + " 200");
  }

  @ParameterizedTest
  @MethodSource("wires")
  void isHeldByALongPoll(String scheme, String option, String version) {
    Program curl = curl(option, url(scheme, gateway.newTopic()) + "?wait=1");
    assertThat(curl.successfulOutput()).contains("\"messages\":[]");
  }

  @ParameterizedTest
  @MethodSource("wires")
  void resumesAnEventStream(String scheme, String option, String version) {
    String topic = gateway.newTopic();
    Published seen = gateway.backend().publish(topic, "seen");
    gateway.backend().publishEvent(topic, "tick", "missed");

    Program curl = curl(
        option,
        "-N",
        "-m",
        "1",
        "-H",
        "Accept: text/event-stream",
        "-H",
        "Last-Event-ID: " + seen.id(),
        url(scheme, topic));
    assertThat(curl.status()).isEqualTo(TIMED_OUT);
    assertThat(curl.output())
        .startsWith("retry: ")
        .contains("event: tick\ndata: missed\n")
        .doesNotContain("seen");
  }

  @ParameterizedTest
  @MethodSource("wires")
  void looksAtTheHeadAlone(String scheme, String option, String version) {
    Program curl = curl(option, "-I", url(scheme, gateway.newTopic()) + "?wait=0");
    assertThat(curl.successfulOutput().toLowerCase(Locale.ROOT))
        .contains(" 200")
        .contains("etag: ");
  }

  private static Program curl(String... arguments) {
    List<String> command = new ArrayList<>(List.of("curl", "-sS", "-k"));
    command.addAll(List.of(arguments));
    return Program.run(Program.directory("curl"), AT_MOST, command);
  }

  private static String url(String scheme, String topic) {
    int port = gateway.publicAddress().getPort();
    return scheme + "://127.0.0.1:" + port + "/v1/topics/" + topic;
  }

  /** What answers a request of HTTP/1.0 is of the server's own version (RFC 9110, 2.5). */
  private static String versionSaid(String version) {
    return version.equals("1.0") ? "1.1" : version;
  }
}
