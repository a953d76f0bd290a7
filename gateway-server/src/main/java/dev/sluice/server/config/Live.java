package dev.sluice.server.config;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is made of the configuration, and made anew when that is read again: ask for it at each use.
 * Any thread.
 */
public final class Live<T> implements Supplier<T>, Reloadable {
  private final Function<GatewayConfig, T> make;

  /** Volatile: written by who reloads, read by loops. */
  private volatile T value;

  /** Makes it of the configuration that the gateway begins with. */
  public Live(GatewayConfig config, Function<GatewayConfig, T> make) {
    this.make = make;
    this.value = make.apply(config);
  }

  @Override
  public T get() {
    return value;
  }

  @Override
  public Runnable prepare(GatewayConfig next) {
    T made = make.apply(next);
    return () -> value = made;
  }
}
