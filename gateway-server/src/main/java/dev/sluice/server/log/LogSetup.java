package dev.sluice.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import dev.sluice.server.config.LogConfig;
import org.slf4j.LoggerFactory;

/**
 * Sets what the configuration says of logs on top of {@code logback.xml}. Any thread; the whole
 * process has one.
 */
public final class LogSetup {
  /**
   * The appender of {@code logback.xml}; who brings a file of their own decides on formats there.
   */
  private static final String APPENDER = "STDERR";

  private LogSetup() {}

  /** Sets the format and the level, when the process starts. */
  public static void apply(LogConfig config) {
    if (config.format() == LogConfig.Format.JSON) {
      writeJson();
    }
    setLevel(config.level());
  }

  /** Sets from which level on is logged. */
  public static void setLevel(LogConfig.Level level) {
    root().setLevel(Level.valueOf(level.name()));
  }

  private static void writeJson() {
    if (root().getAppender(APPENDER) instanceof OutputStreamAppender<ILoggingEvent> appender) {
      JsonEncoder encoder = new JsonEncoder();
      encoder.setContext(context());
      encoder.setWithSequenceNumber(false);
      encoder.setWithNanoseconds(false);
      encoder.setWithContext(false);
      encoder.setWithMessage(false);
      encoder.setWithArguments(false);
      encoder.setWithFormattedMessage(true);
      encoder.start();
      appender.setEncoder(encoder);
    } else {
      root().warn("sluice.log.format has no effect: logback's file has no appender {}", APPENDER);
    }
  }

  private static Logger root() {
    return context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static LoggerContext context() {
    return (LoggerContext) LoggerFactory.getILoggerFactory();
  }
}
