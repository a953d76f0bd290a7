package dev.sluice.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.conformance.Autobahn.Verdict;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * WebSocket as Autobahn checks it. A raw WebSocket on a topic that the client may publish to is an
 * echo, as the one subscriber gets back what it sends; the cases run one after the other.
 */
@ConformanceTest
class AutobahnTest {
  @RegisterExtension
  static final Gateway gateway = Gateway.startOnSystemClock(Settings.defaults()
      .set("sluice.auth.anonymous.publish", "[\"**\"]")
      .set("sluice.limits.message-bytes", "32MiB")
      .set("sluice.topics.max-bytes", "64MiB"));

  /** All but the larger half of section 9, where the client takes minutes; all 301 by "*". */
  private static final String USUAL = "1.*,2.*,3.*,4.*,5.*,6.*,7.*,10.*,"
      + "9.1.1,9.1.2,9.1.3,9.2.1,9.2.2,9.2.3,9.3.8,9.3.9,9.4.8,9.4.9,9.5.6,9.6.6,9.7.*,9.8.*";

  private static final List<String> CASES =
      List.of(System.getProperty("autobahn.cases", USUAL).split(","));

  /** The client cuts many cases off after half a second, which a busy machine may need. */
  private static final int TRIES = 3;

  @Test
  void passes() {
    URI echo = URI.create(
        "ws://127.0.0.1:" + gateway.publicAddress().getPort() + "/v1/topics/" + gateway.newTopic());
    Map<String, Verdict> failures = failures(echo, CASES);
    for (int tries = 1; !failures.isEmpty() && tries < TRIES; tries++) {
      failures = failures(echo, List.copyOf(failures.keySet()));
    }
    assertThat(failures).isEmpty();
  }

  private static Map<String, Verdict> failures(URI echo, List<String> cases) {
    Map<String, Verdict> verdicts = new TreeMap<>(Autobahn.run(echo, cases));
    assertThat(verdicts).hasSizeGreaterThanOrEqualTo(cases.size());
    verdicts.values().removeIf(Verdict::isFine);
    return verdicts;
  }
}
