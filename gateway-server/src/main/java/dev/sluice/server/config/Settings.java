package dev.sluice.server.config;

import dev.sluice.core.topic.TopicPattern;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every key that there is, with its unit and bounds, in the order of {@code gateway.conf}; the one
 * place where they are stated. Immutable, any thread.
 */
final class Settings {
  static final Setting<String> PUBLIC_HOST = host("sluice.public.host");
  static final Setting<Integer> PUBLIC_PORT = number("sluice.public.port", "0", "65535");
  static final Setting<String> INTERNAL_HOST = host("sluice.internal.host");
  static final Setting<Integer> INTERNAL_PORT = number("sluice.internal.port", "0", "65535");
  static final Setting<List<ApiKeyConfig>> API_KEYS =
      new Setting<>("sluice.internal.api-keys", ApiKeyList.INSTANCE);
  static final Setting<Boolean> ALLOW_WITHOUT_KEYS =
      new Setting<>("sluice.internal.allow-without-keys", Flag.INSTANCE);
  static final Setting<String> INTERNAL_TLS_CERTIFICATE =
      new Setting<>("sluice.internal.tls.certificate", FilePath.INSTANCE);
  static final Setting<String> INTERNAL_TLS_KEY =
      new Setting<>("sluice.internal.tls.key", FilePath.INSTANCE);
  static final Setting<String> INTERNAL_TLS_CLIENT_CA =
      new Setting<>("sluice.internal.tls.client-ca", FilePath.INSTANCE);
  static final Setting<Integer> EVENT_LOOPS = number("sluice.event-loops", "0", "1024");
  static final Setting<Duration> HEARTBEAT = duration("sluice.heartbeat", "1ms", "1h");
  static final Setting<Duration> DRAIN = duration("sluice.drain", "0s", "1h");
  static final Setting<Duration> DRAIN_DELAY = duration("sluice.drain-delay", "0s", "1h");
  static final Setting<Duration> IDEMPOTENCY_WINDOW =
      duration("sluice.idempotency-window", "1ms", "7d");

  static final Setting<Integer> MAX_MESSAGES =
      number("sluice.topics.max-messages", "1", "16777216");
  static final Setting<Long> MAX_BYTES = size("sluice.topics.max-bytes", "1B", "16GiB");
  static final Setting<Integer> MAX_TOPICS = number("sluice.topics.max-topics", "1", "100000000");
  static final Setting<HeapShare> MAX_TOTAL_BYTES = new Setting<>(
      "sluice.topics.max-total-bytes",
      new HeapShares(
          Range.of(Sizes.INSTANCE, "1B", "16TiB"), Range.of(WholeNumbers.INSTANCE, "1", "80")));
  static final Setting<Duration> IDLE_TIMEOUT =
      duration("sluice.topics.idle-timeout", "1ms", "30d");

  static final Setting<Long> MESSAGE_BYTES = size("sluice.limits.message-bytes", "1B", "256MiB");
  static final Setting<Long> BULK_BYTES = size("sluice.limits.bulk-bytes", "1B", "16GiB");
  static final QuotaSettings TOTAL = QuotaSettings.in("sluice.limits", "1");
  static final QuotaSettings PER_ADDRESS = QuotaSettings.in("sluice.limits.per-address", "0");
  static final QuotaSettings PER_USER = QuotaSettings.in("sluice.limits.per-user", "0");
  static final Setting<Duration> BURST = duration("sluice.limits.burst", "1ms", "1h");
  static final Setting<Integer> SUBSCRIPTIONS_PER_CONNECTION =
      number("sluice.limits.subscriptions-per-connection", "1", "100000");
  static final Setting<Integer> TOPICS_PER_PUBLISH =
      number("sluice.limits.topics-per-publish", "1", "100000");
  static final Setting<Long> REQUEST_LINE_BYTES =
      size("sluice.limits.request-line-bytes", "128B", "1MiB");
  static final Setting<Long> HEADER_BYTES = size("sluice.limits.header-bytes", "128B", "1MiB");
  static final Setting<Integer> IDEMPOTENCY_KEYS =
      number("sluice.limits.idempotency-keys", "1", "10000000");
  static final Setting<Duration> HANDSHAKE_TIMEOUT =
      duration("sluice.limits.handshake-timeout", "1ms", "10m");
  static final Setting<Duration> BODY_TIMEOUT = duration("sluice.limits.body-timeout", "1ms", "1h");
  static final Setting<Duration> KEEP_ALIVE_TIMEOUT =
      duration("sluice.limits.keep-alive-timeout", "1ms", "1h");
  static final Setting<Duration> WRITE_TIMEOUT =
      duration("sluice.limits.write-timeout", "1ms", "1h");

  static final Setting<Integer> ADMISSION_HEAP = percentage("sluice.admission.heap");
  static final Setting<Integer> ADMISSION_DIRECT = percentage("sluice.admission.direct");

  static final Setting<Duration> DEFAULT_WAIT =
      duration("sluice.long-poll.default-wait", "1ms", "1h");
  static final Setting<Duration> MAX_WAIT = duration("sluice.long-poll.max-wait", "1ms", "1h");
  static final Setting<Duration> SSE_RETRY = duration("sluice.sse.retry", "1ms", "1h");
  static final Setting<List<String>> ALLOWED_ORIGINS = new Setting<>(
      "sluice.cors.allowed-origins",
      new ListOf<>(
          Origin::require,
          Function.identity(),
          "a list of \"*\" or scheme://host[:port], [\"https://example.com\"]"));
  static final Setting<List<TopicPattern>> ANONYMOUS_PUBLISH =
      patterns("sluice.auth.anonymous.publish");
  static final Setting<List<TopicPattern>> ANONYMOUS_SUBSCRIBE =
      patterns("sluice.auth.anonymous.subscribe");
  static final Setting<List<IssuerConfig>> ISSUERS = new Setting<>(
      "sluice.auth.issuers",
      new ObjectList<>(
          IssuerConfig.MEMBERS,
          "secret",
          IssuerConfig::read,
          "a list of { issuer, audience, topic-prefix, algorithms, and one of secret, keys-file, jwks-url }"));
  static final Setting<List<TopicRuleConfig>> RULES = new Setting<>(
      "sluice.auth.rules",
      new ObjectList<>(
          TopicRuleConfig.MEMBERS,
          "",
          TopicRuleConfig::read,
          "a list of { match, subscribe, publish, history, history-messages, history-age }"));
  static final Setting<String> AUTH_COOKIE =
      new Setting<>("sluice.auth.cookie", CookieName.INSTANCE);
  static final Setting<Long> MAX_TOKEN_BYTES = size("sluice.auth.max-token-bytes", "128B", "64KiB");
  static final Setting<Duration> CLOCK_SKEW = duration("sluice.auth.clock-skew", "0s", "10m");
  static final Setting<Duration> EXPIRY_GRACE = duration("sluice.auth.expiry-grace", "0s", "10m");
  static final Setting<Duration> RESUME_WINDOW = duration("sluice.auth.resume-window", "0s", "1d");
  static final Setting<Duration> JWKS_REFRESH = duration("sluice.auth.jwks.refresh", "1s", "1d");
  static final Setting<Duration> JWKS_COOLDOWN = duration("sluice.auth.jwks.cooldown", "1s", "1h");
  static final Setting<Duration> JWKS_TIMEOUT = duration("sluice.auth.jwks.timeout", "1ms", "1m");

  static final Setting<TlsConfig.Mode> TLS_MODE =
      new Setting<>("sluice.tls.mode", new OneOf<>(TlsConfig.Mode.class));
  static final Setting<String> TLS_CERTIFICATE =
      new Setting<>("sluice.tls.certificate", FilePath.INSTANCE);
  static final Setting<String> TLS_KEY = new Setting<>("sluice.tls.key", FilePath.INSTANCE);
  static final Setting<Boolean> TLS_SELF_SIGNED =
      new Setting<>("sluice.tls.self-signed", Flag.INSTANCE);
  static final Setting<List<AddressRange>> PROXY_PROTOCOL = ranges("sluice.proxies.protocol");
  static final Setting<List<AddressRange>> PROXY_FORWARDED = ranges("sluice.proxies.forwarded");
  static final Setting<Boolean> COMPRESSION =
      new Setting<>("sluice.websocket.compression", Flag.INSTANCE);
  static final Setting<Integer> HTTP2_STREAMS =
      number("sluice.limits.http2-streams", "1", "100000");

  static final Setting<LogConfig.Format> LOG_FORMAT =
      new Setting<>("sluice.log.format", new OneOf<>(LogConfig.Format.class));
  static final Setting<LogConfig.Level> LOG_LEVEL =
      new Setting<>("sluice.log.level", new OneOf<>(LogConfig.Level.class));

  /** All of them, in the order of the file. */
  static final List<Setting<?>> ALL = List.of(
      PUBLIC_HOST,
      PUBLIC_PORT,
      INTERNAL_HOST,
      INTERNAL_PORT,
      API_KEYS,
      ALLOW_WITHOUT_KEYS,
      INTERNAL_TLS_CERTIFICATE,
      INTERNAL_TLS_KEY,
      INTERNAL_TLS_CLIENT_CA,
      TLS_MODE,
      TLS_CERTIFICATE,
      TLS_KEY,
      TLS_SELF_SIGNED,
      PROXY_PROTOCOL,
      PROXY_FORWARDED,
      EVENT_LOOPS,
      HEARTBEAT,
      DRAIN,
      DRAIN_DELAY,
      IDEMPOTENCY_WINDOW,
      MAX_MESSAGES,
      MAX_BYTES,
      MAX_TOPICS,
      MAX_TOTAL_BYTES,
      IDLE_TIMEOUT,
      MESSAGE_BYTES,
      BULK_BYTES,
      TOTAL.connections(),
      TOTAL.connectionRate(),
      TOTAL.subscriptions(),
      TOTAL.publishRate(),
      TOTAL.publishBytes(),
      PER_ADDRESS.connections(),
      PER_ADDRESS.connectionRate(),
      PER_ADDRESS.subscriptions(),
      PER_ADDRESS.publishRate(),
      PER_ADDRESS.publishBytes(),
      PER_USER.connections(),
      PER_USER.connectionRate(),
      PER_USER.subscriptions(),
      PER_USER.publishRate(),
      PER_USER.publishBytes(),
      BURST,
      SUBSCRIPTIONS_PER_CONNECTION,
      TOPICS_PER_PUBLISH,
      REQUEST_LINE_BYTES,
      HEADER_BYTES,
      IDEMPOTENCY_KEYS,
      HANDSHAKE_TIMEOUT,
      BODY_TIMEOUT,
      KEEP_ALIVE_TIMEOUT,
      WRITE_TIMEOUT,
      HTTP2_STREAMS,
      ADMISSION_HEAP,
      ADMISSION_DIRECT,
      DEFAULT_WAIT,
      MAX_WAIT,
      SSE_RETRY,
      COMPRESSION,
      ALLOWED_ORIGINS,
      ANONYMOUS_PUBLISH,
      ANONYMOUS_SUBSCRIBE,
      ISSUERS,
      RULES,
      AUTH_COOKIE,
      MAX_TOKEN_BYTES,
      CLOCK_SKEW,
      EXPIRY_GRACE,
      RESUME_WINDOW,
      JWKS_REFRESH,
      JWKS_COOLDOWN,
      JWKS_TIMEOUT,
      LOG_FORMAT,
      LOG_LEVEL);

  private static final Map<String, Setting<?>> BY_KEY =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Setting::key, setting -> setting));

  private static final Set<String> SECTIONS = ALL.stream()
      .map(Setting::key)
      .flatMap(Settings::sectionsAbove)
      .collect(Collectors.toCollection(LinkedHashSet::new));

  private Settings() {}

  static @Nullable Setting<?> find(String key) {
    return BY_KEY.get(key);
  }

  static List<String> keys() {
    return ALL.stream().map(Setting::key).toList();
  }

  /** The keys, and what they are grouped by: {@code sluice.topics}. */
  static List<String> keysAndSections() {
    return Stream.concat(keys().stream(), SECTIONS.stream()).toList();
  }

  static boolean isSection(String key) {
    return SECTIONS.contains(key);
  }

  private static Stream<String> sectionsAbove(String key) {
    return Stream.iterate(parent(key), section -> !section.isEmpty(), Settings::parent);
  }

  private static String parent(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  private static Setting<String> host(String key) {
    return new Setting<>(key, HostName.INSTANCE);
  }

  private static Setting<Integer> number(String key, String least, String most) {
    return new Setting<>(key, Range.of(WholeNumbers.INSTANCE, least, most));
  }

  private static Setting<Long> size(String key, String least, String most) {
    return new Setting<>(key, Range.of(Sizes.INSTANCE, least, most));
  }

  private static Setting<Integer> percentage(String key) {
    return new Setting<>(key, Range.of(Percents.INSTANCE, "1%", "100%"));
  }

  private static Setting<Duration> duration(String key, String least, String most) {
    return new Setting<>(key, Range.of(Durations.INSTANCE, least, most));
  }

  private static Setting<List<AddressRange>> ranges(String key) {
    String allowed = "a list of IP addresses and prefixes, [\"127.0.0.1\", \"10.0.0.0/8\"]";
    return new Setting<>(key, new ListOf<>(AddressRange::new, AddressRange::text, allowed));
  }

  private static Setting<List<TopicPattern>> patterns(String key) {
    String allowed = "a list of topic patterns, [\"chat.*\", \"news.**\"]";
    return new Setting<>(key, new ListOf<>(TopicPattern::new, TopicPattern::text, allowed));
  }
}
