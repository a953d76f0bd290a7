package dev.sluice.server.cli;

import dev.sluice.server.config.ConfigSource;
import dev.sluice.server.config.EffectiveConfig;
import dev.sluice.server.config.GatewayConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A gateway that only says it runs: on the configured ports, or on 1001 and 1002 for free ones. Any
 * thread.
 */
final class FakeGateway implements RunningGateway, GatewayStarter {
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Runnable onStarted;
  private final Runnable onReloaded;
  private volatile @Nullable GatewayConfig config;
  private volatile @Nullable ConfigSource source;

  /**
   * Makes one.
   *
   * @param onStarted runs when {@code serve} begins to wait
   */
  FakeGateway(Runnable onStarted) {
    this(onStarted, () -> {});
  }

  FakeGateway(Runnable onStarted, Runnable onReloaded) {
    this.onStarted = onStarted;
    this.onReloaded = onReloaded;
  }

  @Override
  public RunningGateway start(EffectiveConfig given, ConfigSource from) throws IOException {
    config = given.gateway();
    source = from;
    return this;
  }

  GatewayConfig config() {
    GatewayConfig given = config;
    if (given == null) {
      throw new AssertionError("not started");
    }
    return given;
  }

  @Override
  public void reload() {
    ConfigSource from = source;
    if (from == null) {
      throw new AssertionError("not started");
    }
    config = from.load().gateway();
    onReloaded.run();
  }

  boolean isDrained() {
    return closed.getCount() == 0;
  }

  @Override
  public InetSocketAddress publicAddress() {
    return address(config().publicListener().port(), 1001);
  }

  @Override
  public InetSocketAddress internalAddress() {
    return address(config().internalListener().port(), 1002);
  }

  @Override
  public void drain() {
    closed.countDown();
  }

  @Override
  public void awaitClosed() throws InterruptedException {
    onStarted.run();
    closed.await();
  }

  private static InetSocketAddress address(int port, int free) {
    return new InetSocketAddress("0.0.0.0", port == 0 ? free : port);
  }
}
