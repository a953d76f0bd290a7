package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many streams on few connections, by nghttp2's h2load; every one of them is to be answered. */
@ConformanceTest
class H2loadTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.startOnSystemClock(
      Settings.defaults().set("sluice.tls.mode", "allowed").set("sluice.tls.self-signed", "true"));

  private static final Duration AT_MOST = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void answersPolls(String scheme) {
    load(scheme, 2_000, "?wait=0&cursor=earliest");
  }

  /** All streams of all connections are held at once, again and again. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void answersLongPolls(String scheme) {
    load(scheme, 1_000, "?wait=1");
  }

  private static void load(String scheme, int requests, String query) {
    String topic = gateway.newTopic();
    gateway.backend().publishNumbers(topic, 1, 10);
    String url =
        scheme + "://127.0.0.1:" + gateway.publicAddress().getPort() + "/v1/topics/" + topic;
    Program h2load = Program.run(
        Program.directory("h2load"),
        AT_MOST,
        List.of("h2load", "-n", "" + requests, "-c", "5", "-m", "100", url + query));
    String counts = Stream.of(h2load.successfulOutput().split("\n"))
        .filter(line -> line.startsWith("requests: "))
        .findAny()
        .orElse(h2load.output());

    assertThat(counts).contains(requests + " succeeded, 0 failed, 0 errored, 0 timeout");
  }
}
