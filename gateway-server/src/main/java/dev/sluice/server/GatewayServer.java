package dev.sluice.server;

import dev.sluice.core.fanout.FanoutLoop;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.publish.IdempotencyWindow;
import dev.sluice.core.publish.LocalBackplane;
import dev.sluice.core.publish.Publisher;
import dev.sluice.core.time.GatewayClock;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.admin.Background;
import dev.sluice.server.admin.ConfigAdmin;
import dev.sluice.server.admin.ConnectionAdmin;
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.admin.TopicAdmin;
import dev.sluice.server.admin.TraceAdmin;
import dev.sluice.server.auth.Access;
import dev.sluice.server.cli.RunningGateway;
import dev.sluice.server.config.ConfigSource;
import dev.sluice.server.config.EffectiveConfig;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.InvalidConfigException;
import dev.sluice.server.config.LimitsConfig;
import dev.sluice.server.config.ListenerConfig;
import dev.sluice.server.config.ProxiesConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.config.TopicsConfig;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Forwarding;
import dev.sluice.server.http.Http1Limits;
import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.RefusalLog;
import dev.sluice.server.http.Router;
import dev.sluice.server.limits.JvmMemory;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.limits.MemoryWatch;
import dev.sluice.server.log.LogSetup;
import dev.sluice.server.loop.GatewayLoops;
import dev.sluice.server.metrics.GatewayMetrics;
import dev.sluice.server.metrics.Scrape;
import dev.sluice.server.net.Clients;
import dev.sluice.server.net.ConnectionCount;
import dev.sluice.server.net.Entrance;
import dev.sluice.server.net.InternalApi;
import dev.sluice.server.net.InternalPipeline;
import dev.sluice.server.net.Listener;
import dev.sluice.server.net.Protocols;
import dev.sluice.server.net.PublicApi;
import dev.sluice.server.net.PublicPipeline;
import dev.sluice.server.net.TokenReader;
import dev.sluice.server.payload.Publications;
import dev.sluice.server.publishapi.PublishApi;
import dev.sluice.server.publishapi.PublishLimits;
import dev.sluice.server.routing.RouteTable;
import dev.sluice.server.tls.Encryption;
import dev.sluice.server.tls.TlsContext;
import dev.sluice.server.transport.Starts;
import dev.sluice.server.transport.StreamTransport;
import dev.sluice.server.transport.SubscriberTransport;
import dev.sluice.server.transport.SubscriptionRequests;
import dev.sluice.server.transport.WaitLimits;
import dev.sluice.server.transport.longpoll.PollTransport;
import dev.sluice.server.transport.sse.SseSyntax;
import dev.sluice.server.transport.stream.NdjsonSyntax;
import dev.sluice.server.transport.websocket.WebSocketTransport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway: everything is made and wired here, and taken down again. Any thread. */
public final class GatewayServer implements RunningGateway {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration REFUSAL_LOG_INTERVAL = Duration.ofMinutes(1);
  private static final Duration RETIRE_PERIOD = Duration.ofSeconds(10);
  private static final Duration KEYS_PERIOD = Duration.ofSeconds(1);
  private static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
  private static final Duration MEMORY_PERIOD = Duration.ofMillis(500);
  private static final Duration CERTIFICATE_PERIOD = Duration.ofSeconds(2);

  private final GatewayConfig config;
  private final GatewayClock clock;
  private final PooledByteBufAllocator allocator = PooledByteBufAllocator.DEFAULT;
  private final Scrape scrape = new Scrape();
  private final GatewayMetrics metrics = new GatewayMetrics(scrape.registry());
  private final RefusalLog refusals;
  private final Background background = new Background();
  private final Readiness readiness = new Readiness();
  private final Limits limits;
  private final MemoryWatch memory;
  private final ConnectionCount connections;
  private final TopicRegistry topics;
  private final Publisher publisher;
  private final Publications publications;
  private final GatewayLoops loops;
  private final LiveSettings live;
  private final ConfigAdmin reloading;
  private final Listener publicListener;
  private final Listener internalListener;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts the gateway that this process is.
   *
   * @param source where the configuration is, to be read again
   * @throws IOException if a port can't be bound
   * @throws InvalidConfigException if files that are configured are of no use
   */
  public static RunningGateway start(EffectiveConfig config, ConfigSource source)
      throws IOException {
    LogSetup.apply(config.gateway().log());
    return start(config, source, GatewayClock.SYSTEM);
  }

  /**
   * Starts a gateway that goes by a clock.
   *
   * @param source where the configuration is, to be read again
   * @throws IOException if a port can't be bound
   * @throws InvalidConfigException if files that are configured are of no use
   */
  public static RunningGateway start(
      EffectiveConfig config, ConfigSource source, GatewayClock clock) throws IOException {
    return new GatewayServer(config, source, clock);
  }

  private GatewayServer(EffectiveConfig effective, ConfigSource source, GatewayClock clock)
      throws IOException {
    config = effective.gateway();
    this.clock = clock;
    live = new LiveSettings(config, clock);
    refusals = new RefusalLog(metrics, clock, REFUSAL_LOG_INTERVAL);
    SecureRandom random = new SecureRandom();
    limits = new Limits(LimitSettings.rules(config.limits()), clock);
    memory =
        new MemoryWatch(new JvmMemory(allocator), LimitSettings.marks(config.admission()), clock);
    live.add(next -> LimitSettings.prepare(limits, memory, next));
    connections = new ConnectionCount(() -> limits.rules().total().connections());
    topics = new TopicRegistry(topicLimits(config.topics()), clock, random::nextLong);
    IdempotencyWindow window =
        new IdempotencyWindow(config.idempotencyWindow(), config.limits().idempotencyKeys(), clock);
    publisher = new Publisher(new LocalBackplane(topics), window, metrics);
    publications = new Publications(config.limits().messageBytes());
    loops = new GatewayLoops(
        config.eventLoops(),
        clock,
        random::nextLong,
        metrics::onLoopDelay,
        executor -> new FanoutLoop<>(executor, topics, metrics, clock));
    try {
      PublicPipeline publicPipeline = publicPipeline();
      TlsContext internalTls = internalTls();
      reloading = new ConfigAdmin(source, effective, live.parts());
      internalListener =
          listen(config.internalListener(), new InternalPipeline(internalService(), internalTls));
      publicListener = listen(config.publicListener(), publicPipeline);
    } catch (IOException | InvalidConfigException e) {
      close();
      throw e;
    }
    registerGauges();
    background.every(KEYS_PERIOD, live.tokens()::tick);
    background.every(RETIRE_PERIOD, topics::retireIdle);
    background.every(RETIRE_PERIOD, loops.traces()::expire);
    background.every(SWEEP_PERIOD, limits::sweep);
    background.every(MEMORY_PERIOD, memory::look);
    LOG.info("serving with {} event loops ({})", loops.all().size(), loops.transportName());
  }

  private static TopicLimits topicLimits(TopicsConfig topics) {
    return new TopicLimits(
        topics.maxMessages(),
        topics.maxBytes(),
        topics.maxTopics(),
        topics.maxTotalBytes(),
        topics.idleTimeout());
  }

  private Listener listen(ListenerConfig where, ChannelHandler pipeline) throws IOException {
    InetSocketAddress address = new InetSocketAddress(where.host(), where.port());
    if (address.isUnresolved()) {
      throw new IOException("can't listen on " + where.host() + ": there is no such host");
    }
    return Listener.bind(loops, address, allocator, pipeline);
  }

  private PublicPipeline publicPipeline() {
    TlsContext tls = Encryption.ofPublicListener(config);
    if (tls != null) {
      background.every(CERTIFICATE_PERIOD, tls::reloadIfChanged);
      live.add(next -> Encryption.preparePublic(tls, next));
    }
    Protocols protocols = new Protocols(tls, config.tls().mode() != TlsConfig.Mode.REQUIRED);
    ProxiesConfig proxies = config.proxies();
    Entrance entrance = new Entrance(connections, memory, limits, proxies::isProxy, refusals);
    return new PublicPipeline(entrance, publicService(), protocols, proxies::speaksProxyProtocol);
  }

  private @Nullable TlsContext internalTls() {
    TlsContext tls = Encryption.ofInternalListener(config);
    if (tls != null) {
      background.every(CERTIFICATE_PERIOD, tls::reloadIfChanged);
      live.add(next -> Encryption.prepareInternal(tls, next));
    }
    return tls;
  }

  private HttpService publicService() {
    Access access = new Access(live.auth(), clock);
    WaitLimits waits =
        new WaitLimits(config.longPoll().defaultWait(), config.longPoll().maxWait());
    int maxTopics = config.limits().subscriptionsPerConnection();
    PublicApi api = new PublicApi(
        new SubscriptionRequests(waits, maxTopics),
        new TokenReader(() -> live.auth().get().tokens().cookie(), live.cors()),
        live.tokens(),
        access,
        new Clients(limits, new Forwarding(config.proxies()::forwards), config.proxies()::isProxy),
        readiness,
        transports(access));
    return service(false, live.cors(), api);
  }

  private Map<Transport, SubscriberTransport> transports(Access access) {
    Starts starts = new Starts(topics, access, clock);
    Duration heartbeat = config.heartbeat();
    PollTransport polls = new PollTransport(topics, starts, access, metrics, metrics, allocator);
    Map<Transport, SubscriberTransport> transports = new EnumMap<>(Transport.class);
    transports.put(
        Transport.WS,
        new WebSocketTransport(
            topics,
            publisher,
            publications,
            starts,
            access,
            live.tokens(),
            live.cors(),
            heartbeat,
            config.limits().subscriptionsPerConnection(),
            config.compression(),
            metrics,
            refusals,
            allocator));
    SseSyntax sse = new SseSyntax(config.sse().retry(), allocator);
    transports.put(Transport.SSE, new StreamTransport(sse, starts, access, heartbeat, metrics));
    NdjsonSyntax ndjson = new NdjsonSyntax(allocator);
    transports.put(
        Transport.STREAM, new StreamTransport(ndjson, starts, access, heartbeat, metrics));
    transports.put(Transport.LONGPOLL, polls);
    transports.put(Transport.POLL, polls);
    return transports;
  }

  private HttpService internalService() {
    PublishLimits bounds =
        new PublishLimits(config.limits().topicsPerPublish(), config.limits().bulkBytes());
    PublishApi publishing = new PublishApi(publisher, publications, bounds);
    InternalApi api = new InternalApi(
        readiness,
        publishing,
        new TopicAdmin(topics),
        new ConnectionAdmin(loops.all()),
        new TraceAdmin(loops.traces()),
        reloading,
        scrape,
        background);
    RouteTable routes = new RouteTable(api.routes(), live.keys(), readiness::require);
    return service(true, () -> Cors.NONE, routes);
  }

  private HttpService service(boolean plusIsSpace, Supplier<Cors> allowed, Router router) {
    LimitsConfig bounds = config.limits();
    Http1Limits http1 = new Http1Limits(
        bounds.requestLineBytes(),
        bounds.headerBytes(),
        bounds.handshakeTimeout(),
        bounds.bodyTimeout(),
        bounds.keepAliveTimeout(),
        bounds.writeTimeout());
    return new HttpService(
        http1, plusIsSpace ? 0 : bounds.http2Streams(), plusIsSpace, allowed, router, refusals);
  }

  private void registerGauges() {
    metrics.gauge("sluice.topics", "Topics", topics::count);
    metrics.gauge(
        "sluice.ring.bytes", "Bytes that all topics hold, overhead included", topics::heldBytes);
    metrics.gauge("sluice.ring.messages", "Messages that all topics hold", topics::heldMessages);
    metrics.gauge("sluice.connections.open", "Public connections", connections::open);
    metrics.gauge(
        "sluice.clients.counted",
        "Client addresses and users whose limits are kept count of",
        limits::accounts);
    metrics.gauge(
        "sluice.memory.short",
        "Whether new connections are refused for want of memory",
        () -> memory.isShort() ? 1 : 0);
    metrics.gauge(
        "sluice.buffer.bytes",
        "Memory of the buffer pool outside the heap",
        () -> allocator.metric().usedDirectMemory());
  }

  @Override
  public InetSocketAddress publicAddress() {
    return publicListener.address();
  }

  @Override
  public InetSocketAddress internalAddress() {
    return internalListener.address();
  }

  @Override
  public void reload() {
    if (!draining.get()) {
      background.await(reloading::reload);
    }
  }

  /**
   * Goes away as {@link Departure} says, then closes all that is left. Blocks until then;
   * idempotent.
   */
  @Override
  public void drain() {
    if (draining.getAndSet(true)) {
      awaitAnothersDrain();
      return;
    }
    new Departure(config.drainDelay(), config.drain(), clock)
        .go(readiness, publicListener, loops, connections);
    internalListener.close();
    close();
  }

  private void awaitAnothersDrain() {
    try {
      awaitClosed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close() {
    loops.close();
    background.close();
    scrape.close();
    closed.countDown();
    LOG.info("closed");
  }

  @Override
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }
}
