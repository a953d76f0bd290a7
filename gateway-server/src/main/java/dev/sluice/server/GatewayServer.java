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
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.admin.TopicAdmin;
import dev.sluice.server.auth.AnonymousAccess;
import dev.sluice.server.cli.RunningGateway;
import dev.sluice.server.config.AdmissionConfig;
import dev.sluice.server.config.GatewayConfig;
import dev.sluice.server.config.LimitsConfig;
import dev.sluice.server.config.ListenerConfig;
import dev.sluice.server.config.ProxiesConfig;
import dev.sluice.server.config.QuotaConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.config.TopicsConfig;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Forwarding;
import dev.sluice.server.http.Http1Limits;
import dev.sluice.server.http.HttpService;
import dev.sluice.server.http.RefusalLog;
import dev.sluice.server.http.Router;
import dev.sluice.server.limits.JvmMemory;
import dev.sluice.server.limits.LimitRules;
import dev.sluice.server.limits.Limits;
import dev.sluice.server.limits.MemoryMarks;
import dev.sluice.server.limits.MemoryWatch;
import dev.sluice.server.limits.Quota;
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
import dev.sluice.server.payload.Publications;
import dev.sluice.server.publishapi.PublishApi;
import dev.sluice.server.publishapi.PublishLimits;
import dev.sluice.server.tls.CertificateSource;
import dev.sluice.server.tls.PemFiles;
import dev.sluice.server.tls.SelfSigned;
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
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway: everything is made and wired here, and taken down again. Any thread. */
public final class GatewayServer implements RunningGateway {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final Duration REFUSAL_LOG_INTERVAL = Duration.ofMinutes(1);
  private static final Duration RETIRE_PERIOD = Duration.ofSeconds(10);
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
  private final Listener publicListener;
  private final Listener internalListener;
  private final AtomicBoolean draining = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Starts a gateway.
   *
   * @throws IOException if a port can't be bound
   */
  public static RunningGateway start(GatewayConfig config) throws IOException {
    return start(config, GatewayClock.SYSTEM);
  }

  /**
   * Starts a gateway that goes by a clock.
   *
   * @throws IOException if a port can't be bound
   */
  public static RunningGateway start(GatewayConfig config, GatewayClock clock) throws IOException {
    return new GatewayServer(config, clock);
  }

  private GatewayServer(GatewayConfig config, GatewayClock clock) throws IOException {
    this.config = config;
    this.clock = clock;
    refusals = new RefusalLog(metrics, clock, REFUSAL_LOG_INTERVAL);
    SecureRandom random = new SecureRandom();
    limits = new Limits(limitRules(config.limits()), clock);
    memory = new MemoryWatch(new JvmMemory(allocator), memoryMarks(config.admission()), clock);
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
      internalListener = listen(config.internalListener(), new InternalPipeline(internalService()));
      publicListener = listen(config.publicListener(), publicPipeline());
    } catch (IOException e) {
      close();
      throw e;
    }
    registerGauges();
    background.every(RETIRE_PERIOD, topics::retireIdle);
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

  private static LimitRules limitRules(LimitsConfig limits) {
    return new LimitRules(
        quota(limits.total()), quota(limits.perAddress()), quota(limits.perUser()), limits.burst());
  }

  private static Quota quota(QuotaConfig quota) {
    return new Quota(
        quota.connections(),
        quota.connectionRate(),
        quota.subscriptions(),
        quota.publishRate(),
        quota.publishBytes());
  }

  private static MemoryMarks memoryMarks(AdmissionConfig admission) {
    return new MemoryMarks(admission.heapPercent(), admission.directPercent());
  }

  private Listener listen(ListenerConfig where, ChannelHandler pipeline) throws IOException {
    InetSocketAddress address = new InetSocketAddress(where.host(), where.port());
    if (address.isUnresolved()) {
      throw new IOException("can't listen on " + where.host() + ": there is no such host");
    }
    return Listener.bind(loops, address, allocator, pipeline);
  }

  private PublicPipeline publicPipeline() throws IOException {
    TlsContext tls = tls();
    if (tls != null) {
      background.every(CERTIFICATE_PERIOD, tls::reloadIfChanged);
    }
    Protocols protocols = new Protocols(tls, config.tls().mode() != TlsConfig.Mode.REQUIRED);
    ProxiesConfig proxies = config.proxies();
    Entrance entrance = new Entrance(connections, memory, limits, proxies::isProxy, refusals);
    return new PublicPipeline(entrance, publicService(), protocols, proxies::speaksProxyProtocol);
  }

  private @Nullable TlsContext tls() throws IOException {
    TlsConfig tls = config.tls();
    if (tls.mode() == TlsConfig.Mode.OFF) {
      return null;
    }
    CertificateSource source = tls.certificate().isEmpty()
        ? new SelfSigned()
        : new PemFiles(Path.of(tls.certificate()), Path.of(tls.key()));
    return new TlsContext(source, config.limits().handshakeTimeout());
  }

  private HttpService publicService() {
    Cors cors = new Cors(config.cors().allowedOrigins());
    AnonymousAccess access =
        new AnonymousAccess(config.anonymous().subscribe(), config.anonymous().publish());
    WaitLimits waits =
        new WaitLimits(config.longPoll().defaultWait(), config.longPoll().maxWait());
    int maxTopics = config.limits().subscriptionsPerConnection();
    PublicApi api = new PublicApi(
        new SubscriptionRequests(waits, maxTopics),
        access,
        new Clients(limits, new Forwarding(config.proxies()::forwards), config.proxies()::isProxy),
        readiness,
        transports(cors, access));
    return service(false, cors, api);
  }

  private Map<Transport, SubscriberTransport> transports(Cors cors, AnonymousAccess access) {
    Starts starts = new Starts(topics);
    Duration heartbeat = config.heartbeat();
    PollTransport polls = new PollTransport(topics, metrics, metrics, allocator);
    Map<Transport, SubscriberTransport> transports = new EnumMap<>(Transport.class);
    transports.put(
        Transport.WS,
        new WebSocketTransport(
            topics,
            publisher,
            publications,
            access,
            cors,
            heartbeat,
            config.limits().subscriptionsPerConnection(),
            config.compression(),
            metrics,
            refusals,
            allocator));
    SseSyntax sse = new SseSyntax(config.sse().retry(), allocator);
    transports.put(Transport.SSE, new StreamTransport(sse, starts, heartbeat, metrics));
    NdjsonSyntax ndjson = new NdjsonSyntax(allocator);
    transports.put(Transport.STREAM, new StreamTransport(ndjson, starts, heartbeat, metrics));
    transports.put(Transport.LONGPOLL, polls);
    transports.put(Transport.POLL, polls);
    return transports;
  }

  private HttpService internalService() {
    PublishLimits bounds =
        new PublishLimits(config.limits().topicsPerPublish(), config.limits().bulkBytes());
    PublishApi publishing = new PublishApi(publisher, publications, bounds);
    InternalApi api =
        new InternalApi(readiness, publishing, new TopicAdmin(topics), scrape, background);
    return service(true, Cors.NONE, api);
  }

  private HttpService service(boolean plusIsSpace, Cors cors, Router router) {
    LimitsConfig bounds = config.limits();
    Http1Limits http1 = new Http1Limits(
        bounds.requestLineBytes(),
        bounds.headerBytes(),
        bounds.handshakeTimeout(),
        bounds.bodyTimeout(),
        bounds.keepAliveTimeout(),
        bounds.writeTimeout());
    return new HttpService(
        http1, plusIsSpace ? 0 : bounds.http2Streams(), plusIsSpace, cors, router, refusals);
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
