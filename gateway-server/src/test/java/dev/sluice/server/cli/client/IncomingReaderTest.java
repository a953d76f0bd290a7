package dev.sluice.server.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IncomingReaderTest {
  private static final String ENVELOPE =
      "{\"topic\":\"a\",\"id\":\"1\",\"time\":1,\"data\":[1.0, {\"gap\":2}]}";
  private static final Incoming.Message MESSAGE =
      new Incoming.Message(ENVELOPE, "a", "1", "[1.0, {\"gap\":2}]");

  @Test
  void readsAMessageBareAndInAFrame() throws IOException {
    assertThat(IncomingReader.read(ENVELOPE)).isEqualTo(MESSAGE);
    assertThat(IncomingReader.read("{\"message\":" + ENVELOPE + "}")).isEqualTo(MESSAGE);
  }

  @Test
  void readsAMessageWithoutData() throws IOException {
    assertThat(IncomingReader.read("{\"topic\":\"a\",\"id\":\"1\"}"))
        .isEqualTo(new Incoming.Message("{\"topic\":\"a\",\"id\":\"1\"}", "a", "1", ""));
  }

  @Test
  void readsGapsCursorsErrorsAndAnswers() throws IOException {
    String gap = "{\"topic\":\"a\",\"from\":\"x\",\"to\":\"y\",\"reason\":\"epoch\"}";

    assertThat(IncomingReader.read("{\"gap\":" + gap + "}")).isEqualTo(new Incoming.Gap(gap, "y"));
    assertThat(IncomingReader.read("{\"gap\":{}}")).isEqualTo(new Incoming.Gap("{}", null));
    assertThat(IncomingReader.read("{\"cursor\":\"c\"}")).isEqualTo(new Incoming.Covering("c"));
    assertThat(
            IncomingReader.read("{\"id\":1,\"error\":{\"code\":\"forbidden\",\"message\":\"no\"}}"))
        .isEqualTo(new Incoming.Fault("forbidden", "no"));
    assertThat(IncomingReader.read("{\"id\":1,\"ok\":{\"cursor\":\"c\"}}"))
        .isEqualTo(new Incoming.Other());
  }

  @Test
  void readsAPollInTheOrderOfItsMeaning() throws IOException {
    assertThat(IncomingReader.poll(
            "{\"cursor\":\"c\",\"messages\":[" + ENVELOPE + "],\"gaps\":[{\"to\":\"t\"}]}"))
        .containsExactly(
            new Incoming.Gap("{\"to\":\"t\"}", "t"), MESSAGE, new Incoming.Covering("c"));
    assertThat(IncomingReader.poll("{}")).isEmpty();
  }
}
