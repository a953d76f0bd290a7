package dev.sluice.server.contract.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fails a class whose tests made Netty report a leaked buffer, or made anyone log a failure that
 * nobody had foreseen. Registered for every test of the module, in META-INF/services.
 */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
  private static final List<String> REPORTS = new CopyOnWriteArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
      throw new AssertionError("run with -Dio.netty.leakDetection.level=paranoid");
    }
    LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    ch.qos.logback.classic.Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(NoLeaks.class.getName()) == null) {
      Reports reports = new Reports();
      reports.setName(NoLeaks.class.getName());
      reports.setContext(loggers);
      reports.start();
      root.addAppender(reports);
    }
    REPORTS.clear();
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    collectGarbage();
    letDetectorsReport();
    if (!REPORTS.isEmpty()) {
      throw new AssertionError(String.join("\n", REPORTS));
    }
  }

  private static void collectGarbage() throws InterruptedException {
    ReferenceQueue<Object> queue = new ReferenceQueue<>();
    WeakReference<Object> canary = new WeakReference<>(new Object(), queue);
    System.gc();
    if (queue.remove(Await.PATIENCE.toMillis()) != canary) {
      throw new AssertionError("garbage is not collected");
    }
  }

  /** A detector looks for what was collected whenever it is given something new. */
  private static void letDetectorsReport() {
    ByteBufAllocator.DEFAULT.heapBuffer(1).release();
    ByteBufAllocator.DEFAULT.directBuffer(1).release();
    ByteBufAllocator.DEFAULT.compositeBuffer(1).release();
  }

  /** Keeps what must not be logged. */
  private static final class Reports extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      boolean unforeseen =
          event.getLoggerName().startsWith("io.netty") || event.getThrowableProxy() != null;
      if (event.getLevel().isGreaterOrEqual(unforeseen ? Level.WARN : Level.ERROR)) {
        REPORTS.add(event.getLoggerName() + ": " + event.getFormattedMessage());
      }
    }
  }
}
