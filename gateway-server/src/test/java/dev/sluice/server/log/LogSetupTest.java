package dev.sluice.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.server.config.LogConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class LogSetupTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final OutputStreamAppender<ILoggingEvent> appender =
      (OutputStreamAppender<ILoggingEvent>) root.getAppender("STDERR");
  private final Encoder<ILoggingEvent> before = appender.getEncoder();
  private final Level levelBefore = root.getLevel();

  @AfterEach
  void putBack() {
    appender.setEncoder(before);
    root.setLevel(levelBefore);
  }

  @Test
  void writesAnObjectALine() throws IOException {
    LogSetup.apply(new LogConfig(LogConfig.Format.JSON, LogConfig.Level.INFO));
    String line = new String(appender.getEncoder().encode(event()), StandardCharsets.UTF_8);
    JsonNode json = new ObjectMapper().readTree(line);

    assertThat(line).endsWith("\n").hasLineCount(1);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "timestamp",
            "level",
            "threadName",
            "loggerName",
            "mdc",
            "kvpList",
            "formattedMessage",
            "throwable");
    assertThat(json.path("level").textValue()).isEqualTo("WARN");
    assertThat(json.path("formattedMessage").textValue()).isEqualTo("a \"b\"\nc");
    assertThat(json.path("kvpList").toString()).isEqualTo("[{\"who\":\"me\"}]");
  }

  @Test
  void leavesTextAsItIs() {
    LogSetup.apply(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.DEBUG));

    assertThat(appender.getEncoder()).isNotInstanceOf(JsonEncoder.class);
    assertThat(root.isDebugEnabled()).isTrue();
  }

  @Test
  void changesTheLevelWhileItRuns() {
    LogSetup.setLevel(LogConfig.Level.ERROR);

    assertThat(root.isWarnEnabled()).isFalse();
    assertThat(LoggerFactory.getLogger("sluice.anything").isWarnEnabled()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sluice.audit", "sluice.trace"})
  void leavesWhatOperatorsHaveAskedForAlone(String logger) {
    LogSetup.setLevel(LogConfig.Level.ERROR);

    assertThat(LoggerFactory.getLogger(logger).isInfoEnabled()).isTrue();
  }

  private LoggingEvent event() {
    Logger logger = root.getLoggerContext().getLogger("sluice.test");
    LoggingEvent event =
        new LoggingEvent("caller", logger, Level.WARN, "a {}\nc", null, new Object[] {"\"b\""});
    List<KeyValuePair> pairs = new ArrayList<>(List.of(new KeyValuePair("who", "me")));
    event.setKeyValuePairs(pairs);
    return event;
  }
}
