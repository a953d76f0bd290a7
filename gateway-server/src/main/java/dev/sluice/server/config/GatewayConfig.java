package dev.sluice.server.config;

import java.time.Duration;

/**
 * Everything that an operator can set; {@link ConfigLoader} makes it from files and the
 * environment. Immutable, any thread.
 *
 * @param publicListener where subscribers come in
 * @param internal where backends publish and operators look
 * @param eventLoops threads that serve connections; 0 is one per available core
 * @param heartbeat how often an idle stream gets a sign of life
 * @param drain how long clients have to leave when the gateway stops; zero cuts them off
 * @param drainDelay how long a stopping gateway only says that it isn't ready, before it drains
 * @param idempotencyWindow how long an idempotency key answers the same
 * @param compression whether WebSocket messages are compressed where the client offers it
 */
public record GatewayConfig(
    ListenerConfig publicListener,
    InternalConfig internal,
    int eventLoops,
    Duration heartbeat,
    Duration drain,
    Duration drainDelay,
    Duration idempotencyWindow,
    TopicsConfig topics,
    LimitsConfig limits,
    AdmissionConfig admission,
    LongPollConfig longPoll,
    SseConfig sse,
    CorsConfig cors,
    AuthConfig auth,
    TlsConfig tls,
    ProxiesConfig proxies,
    boolean compression,
    LogConfig log) {

  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public GatewayConfig {
    Settings.EVENT_LOOPS.check(eventLoops);
    Settings.HEARTBEAT.check(heartbeat);
    Settings.DRAIN.check(drain);
    Settings.DRAIN_DELAY.check(drainDelay);
    Settings.IDEMPOTENCY_WINDOW.check(idempotencyWindow);
  }

  /** Where backends publish and operators look. */
  public ListenerConfig internalListener() {
    return internal.listener();
  }
}
