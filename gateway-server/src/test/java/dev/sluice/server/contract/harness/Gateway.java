package dev.sluice.server.contract.harness;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.GatewayServer;
import dev.sluice.server.cli.RunningGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A gateway in this process, on ports of its own, for a test class ({@code @RegisterExtension}) or
 * for one test ({@code try}). Its time stands still unless a test advances it.
 */
public final class Gateway implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final ManualClock clock = new ManualClock();
  private final RunningGateway running;
  private volatile Settings settings;
  private final Backend backend;

  private Gateway(Settings settings, boolean manualTime) {
    try {
      GatewayClock time = manualTime ? clock : GatewayClock.SYSTEM;
      this.settings = settings;
      this.running = GatewayServer.start(settings.config(), () -> this.settings.config(), time);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.backend = new Backend(url(running.internalAddress()));
  }

  /** Starts one whose time stands still. */
  public static Gateway start(Settings settings) {
    return new Gateway(settings, true);
  }

  /** Starts one that goes by the machine's clock. */
  public static Gateway startOnSystemClock(Settings settings) {
    return new Gateway(settings, false);
  }

  /** Its time. */
  public ManualClock clock() {
    return clock;
  }

  /** The public listener. */
  public URI publicUrl() {
    return url(running.publicAddress());
  }

  /** The internal listener. */
  public URI internalUrl() {
    return backend.url();
  }

  /** The port of the public listener. */
  public InetSocketAddress publicAddress() {
    return running.publicAddress();
  }

  /** The port of the internal listener. */
  public InetSocketAddress internalAddress() {
    return running.internalAddress();
  }

  /** What backend services do. */
  public Backend backend() {
    return backend;
  }

  /** A topic that no other test uses. */
  public String newTopic() {
    return "topic-" + TOPICS.incrementAndGet();
  }

  /** Topics that no other test uses. */
  public List<String> newTopics(int count) {
    List<String> topics = new ArrayList<>();
    while (topics.size() < count) {
      topics.add(newTopic());
    }
    return topics;
  }

  /** The address of a subscription. */
  public Subscribe subscription(String... topics) {
    return Subscribe.to(publicUrl(), List.of(topics));
  }

  /**
   * Returns when its loop is done with what was sent to it before, and what follows from it: for
   * one with a single loop, before time is advanced.
   */
  public void settle() {
    for (InetSocketAddress address : List.of(publicAddress(), internalAddress())) {
      try (RawConnection connection = RawConnection.to(address)) {
        connection.request("GET", "/nowhere");
        connection.response();
      }
    }
  }

  /** Changes what it finds when it reads its configuration again. */
  public void configure(Settings changed) {
    settings = changed;
  }

  /** Has it read its configuration again, as SIGHUP does. */
  public void reload() {
    running.reload();
  }

  /** Drains it, as SIGTERM does; returns when it is over. */
  public void drain() {
    running.drain();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // runs since the class was made
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    running.drain();
  }

  private static URI url(InetSocketAddress address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }
}
