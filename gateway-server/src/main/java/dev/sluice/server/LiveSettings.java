package dev.sluice.server;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.config.AuthConfig;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.InternalConfig;
import dev.sluice.server.config.Live;
import dev.sluice.server.config.Reloadable;
import dev.sluice.server.http.Cors;
import dev.sluice.server.log.LogSetup;
import dev.sluice.server.routing.ApiKeys;
import dev.sluice.server.token.LiveTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the gateway has made of its configuration and makes anew whenever that is read again. Filled
 * by who wires; what is in it, any thread.
 */
final class LiveSettings {
  private final GatewayConfig begin;
  private final List<Reloadable> parts = new ArrayList<>();
  private final Live<Cors> cors;
  private final Live<ApiKeys> keys;
  private final Live<AuthConfig> auth;
  private final LiveTokens tokens;

  LiveSettings(GatewayConfig config, GatewayClock clock) {
    begin = config;
    cors = live(next -> new Cors(next.cors().allowedOrigins()));
    keys = live(next -> apiKeys(next.internal()));
    auth = live(GatewayConfig::auth);
    tokens = new LiveTokens(config.auth(), clock);
    add(tokens);
    add(next -> () -> LogSetup.setLevel(next.log().level()));
  }

  private <T> Live<T> live(Function<GatewayConfig, T> make) {
    Live<T> live = new Live<>(begin, make);
    add(live);
    return live;
  }

  /** Those of a configuration; where this gateway listens it must not go without. */
  private ApiKeys apiKeys(InternalConfig internal) {
    return ApiKeys.of(internal.at(begin.internalListener()).apiKeys());
  }

  /** One more part. */
  void add(Reloadable part) {
    parts.add(part);
  }

  /** All of them, in order. */
  List<Reloadable> parts() {
    return parts;
  }

  /** Whose pages may read what is public. */
  Supplier<Cors> cors() {
    return cors;
  }

  /** Who may use the internal listener. */
  Supplier<ApiKeys> keys() {
    return keys;
  }

  /** Who may do what on the public one. */
  Supplier<AuthConfig> auth() {
    return auth;
  }

  /** Says whose tokens are whose. */
  LiveTokens tokens() {
    return tokens;
  }
}
