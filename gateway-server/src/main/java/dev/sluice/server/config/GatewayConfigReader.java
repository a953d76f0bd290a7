package dev.sluice.server.config;

/** Puts values into records, in their order. Any thread. */
final class GatewayConfigReader {
  private GatewayConfigReader() {}

  static GatewayConfig read(Values values) {
    return new GatewayConfig(
        new ListenerConfig(values.get(Settings.PUBLIC_HOST), values.get(Settings.PUBLIC_PORT)),
        internal(values),
        values.get(Settings.EVENT_LOOPS),
        values.get(Settings.HEARTBEAT),
        values.get(Settings.DRAIN),
        values.get(Settings.DRAIN_DELAY),
        values.get(Settings.IDEMPOTENCY_WINDOW),
        topics(values),
        limits(values),
        new AdmissionConfig(
            values.get(Settings.ADMISSION_HEAP), values.get(Settings.ADMISSION_DIRECT)),
        new LongPollConfig(values.get(Settings.DEFAULT_WAIT), values.get(Settings.MAX_WAIT)),
        new SseConfig(values.get(Settings.SSE_RETRY)),
        new CorsConfig(values.get(Settings.ALLOWED_ORIGINS)),
        auth(values),
        new TlsConfig(
            values.get(Settings.TLS_MODE),
            values.get(Settings.TLS_CERTIFICATE),
            values.get(Settings.TLS_KEY),
            values.get(Settings.TLS_SELF_SIGNED)),
        new ProxiesConfig(
            values.get(Settings.PROXY_PROTOCOL), values.get(Settings.PROXY_FORWARDED)),
        values.get(Settings.COMPRESSION),
        new LogConfig(values.get(Settings.LOG_FORMAT), values.get(Settings.LOG_LEVEL)));
  }

  private static InternalConfig internal(Values values) {
    return new InternalConfig(
        new ListenerConfig(values.get(Settings.INTERNAL_HOST), values.get(Settings.INTERNAL_PORT)),
        values.get(Settings.API_KEYS),
        values.get(Settings.ALLOW_WITHOUT_KEYS),
        new InternalTlsConfig(
            values.get(Settings.INTERNAL_TLS_CERTIFICATE),
            values.get(Settings.INTERNAL_TLS_KEY),
            values.get(Settings.INTERNAL_TLS_CLIENT_CA)));
  }

  private static AuthConfig auth(Values values) {
    return new AuthConfig(
        new AnonymousConfig(
            values.get(Settings.ANONYMOUS_PUBLISH), values.get(Settings.ANONYMOUS_SUBSCRIBE)),
        values.get(Settings.ISSUERS),
        values.get(Settings.RULES),
        new TokenConfig(
            values.get(Settings.AUTH_COOKIE),
            values.intSize(Settings.MAX_TOKEN_BYTES),
            values.get(Settings.CLOCK_SKEW),
            values.get(Settings.EXPIRY_GRACE),
            values.get(Settings.RESUME_WINDOW)),
        new JwksConfig(
            values.get(Settings.JWKS_REFRESH),
            values.get(Settings.JWKS_COOLDOWN),
            values.get(Settings.JWKS_TIMEOUT)));
  }

  private static TopicsConfig topics(Values values) {
    return new TopicsConfig(
        values.get(Settings.MAX_MESSAGES),
        values.get(Settings.MAX_BYTES),
        values.get(Settings.MAX_TOPICS),
        values.bytes(Settings.MAX_TOTAL_BYTES),
        values.get(Settings.IDLE_TIMEOUT));
  }

  private static LimitsConfig limits(Values values) {
    return new LimitsConfig(
        values.intSize(Settings.MESSAGE_BYTES),
        values.get(Settings.BULK_BYTES),
        Settings.TOTAL.read(values),
        Settings.PER_ADDRESS.read(values),
        Settings.PER_USER.read(values),
        values.get(Settings.BURST),
        values.get(Settings.SUBSCRIPTIONS_PER_CONNECTION),
        values.get(Settings.TOPICS_PER_PUBLISH),
        values.intSize(Settings.REQUEST_LINE_BYTES),
        values.intSize(Settings.HEADER_BYTES),
        values.get(Settings.IDEMPOTENCY_KEYS),
        values.get(Settings.HANDSHAKE_TIMEOUT),
        values.get(Settings.BODY_TIMEOUT),
        values.get(Settings.KEEP_ALIVE_TIMEOUT),
        values.get(Settings.WRITE_TIMEOUT),
        values.get(Settings.HTTP2_STREAMS));
  }
}
