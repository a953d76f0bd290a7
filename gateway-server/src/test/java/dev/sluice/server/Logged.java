package dev.sluice.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** What a class logs while this is open, and nobody else gets to see. */
public final class Logged implements AutoCloseable {
  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private Logged(Logger logger) {
    this.logger = logger;
    events.start();
    logger.addAppender(events);
    logger.setAdditive(false);
  }

  /** Begins to keep what a class logs. */
  public static Logged by(Class<?> who) {
    return by(who.getName());
  }

  /** Begins to keep what a logger logs. */
  public static Logged by(String logger) {
    return new Logged((Logger) LoggerFactory.getLogger(logger));
  }

  /** The messages, oldest first. */
  public List<String> messages() {
    return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The names and values beside each message. */
  public List<List<String>> values() {
    return events.list.stream()
        .map(event ->
            event.getKeyValuePairs().stream().map(KeyValuePair::toString).toList())
        .toList();
  }

  @Override
  public void close() {
    logger.setAdditive(true);
    logger.detachAppender(events);
  }
}
