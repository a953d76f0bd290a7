package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/2 as h2spec checks it, in clear text and over TLS. */
@ConformanceTest
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "what h2spec is built for")
class H2specTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.startOnSystemClock(
      Settings.defaults().set("sluice.tls.mode", "allowed").set("sluice.tls.self-signed", "true"));

  /** Of 145, one of which is in there twice under one name. */
  private static final int CASES = 144;

  /** What Netty leaves out in its own build too (testsuite-http2/pom.xml), and why it fails. */
  private static final Map<String, String> LEFT_OUT = Map.of(
      "http2/5.1: half closed (remote): Sends a HEADERS frame",
      "the stream is reset, but with PROTOCOL_ERROR instead of STREAM_CLOSED",
      "http2/5.1: closed: Sends a HEADERS frame",
      "only the stream is reset: Netty doesn't keep how a stream came to its end",
      "http2/5.1.1: Sends stream identifier that is numerically smaller than previous",
      "only the stream is reset: Netty can't tell one never used from one that was closed");

  static Stream<Arguments> wires() {
    return Stream.of(
        Arguments.of("h2spec-h2c", List.of()), Arguments.of("h2spec-tls", List.of("-t", "-k")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wires")
  void passes(String name, List<String> options) {
    int port = gateway.publicAddress().getPort();
    Map<String, String> results = H2spec.run(name, port, options);
    Map<String, String> failures = new LinkedHashMap<>(results);
    failures.values().removeIf(String::isEmpty);
    failures.keySet().removeAll(LEFT_OUT.keySet());

    assertThat(results.size()).isEqualTo(CASES);
    assertThat(failures).isEmpty();
  }
}
