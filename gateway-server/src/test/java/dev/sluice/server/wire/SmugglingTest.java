package dev.sluice.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.time.GatewayClock;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests that others on the way may have read differently, on both listeners: each gets its one
 * answer and the end of the connection, and a request hidden behind it gets none. What is unusual
 * but clear is taken, and what follows it as well.
 */
@Timeout(60)
class SmugglingTest {
  private static final String MARKER = "GET /v1/topics/marker?wait=0 HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

  private static Served gateway;

  static Stream<RawCase> refused() throws IOException {
    return RawCase.read("refused.cases");
  }

  static Stream<RawCase> taken() throws IOException {
    return RawCase.read("taken.cases");
  }

  @BeforeAll
  static void start() throws IOException {
    gateway = Served.start(GatewayClock.SYSTEM);
    gateway.publish("a", "1");
    gateway.publish("marker", "1");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuses(RawCase one) throws IOException {
    for (Side side : Side.values()) {
      try (Wire wire = gateway.connect(side)) {
        String answers = wire.send(one.bytes() + MARKER).readAll();
        assertThat(statuses(answers)).as("%s: %s", side, answers).containsExactly(one.status());
        assertThat(answers).contains("application/problem+json").contains("Connection: close\r\n");
        assertThat(wire.wasReset()).as("reset").isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesByteByByte(RawCase one) throws IOException {
    for (Side side : Side.values()) {
      try (Wire wire = gateway.connect(side)) {
        String answers = wire.drip(one.bytes() + MARKER).readAll();
        assertThat(statuses(answers)).as("%s: %s", side, answers).containsExactly(one.status());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takes(RawCase one) throws IOException {
    for (Side side : Side.values()) {
      try (Wire wire = gateway.connect(side)) {
        String answers = wire.send(one.bytes() + MARKER).end().readAll();
        assertThat(statuses(answers))
            .as("%s: %s", side, answers)
            .containsExactly(one.status(), 200);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("taken")
  void takesByteByByte(RawCase one) throws IOException {
    for (Side side : Side.values()) {
      try (Wire wire = gateway.connect(side)) {
        String answers = wire.drip(one.bytes() + MARKER).end().readAll();
        assertThat(statuses(answers))
            .as("%s: %s", side, answers)
            .containsExactly(one.status(), 200);
      }
    }
  }

  private static List<Integer> statuses(String answers) {
    Matcher matcher = STATUS_LINE.matcher(answers);
    return matcher.results().map(line -> Integer.valueOf(line.group(1))).toList();
  }
}
