package dev.sluice.server.transport;

import dev.sluice.core.metrics.FanoutMetrics;
import dev.sluice.core.metrics.GapReason;
import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.TopicRegistry;
import dev.sluice.server.http.HttpChannel;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.loop.Drain;
import dev.sluice.server.loop.LoopByHand;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;

/** A subscriber's connection, without a socket, on a loop by hand. */
public final class Subscriber implements AutoCloseable {
  /** How long a poll may be asked to wait. */
  public static final Duration MAX_WAIT = Duration.ofSeconds(60);

  private static final Duration DRAIN_GRACE = Duration.ofSeconds(5);

  private final Counts counts = new Counts();
  private final LoopByHand loop = LoopByHand.begin(counts);
  private final SubscriberTransport transport;
  private final SubscriptionRequests requests =
      new SubscriptionRequests(new WaitLimits(Duration.ofSeconds(25), MAX_WAIT), 10);
  private OneRequest request;

  /** A subscriber by a transport that is made of topics and of what is told who is connected. */
  public Subscriber(BiFunction<TopicRegistry, Counts, SubscriberTransport> transport) {
    this.transport = transport.apply(loop.topics(), counts);
    this.request = OneRequest.on(loop, "GET", "/");
  }

  /** Sends a request; the topic {@code one} is that of the path where it begins like this. */
  public void asks(String method, String target, String... headerLines) {
    request.close();
    request = OneRequest.on(loop, method, target, headerLines);
    String topic = target.startsWith("/one") ? "one" : null;
    transport.accept(request.exchange(), requests.read(request.exchange(), topic));
  }

  /** Subscribes to topic {@code one}, or to those that the target names, and has a turn. */
  public void subscribes(String target, String... headerLines) {
    asks("GET", target, headerLines);
    turn();
  }

  /** Publishes texts, and has a turn. */
  public void publish(String topic, String... texts) {
    for (String text : texts) {
      loop.append(topic, Published.text(text));
    }
    turn();
  }

  /** Has a turn of the loop. */
  public void turn() {
    loop.turn();
    channel().runPendingTasks();
  }

  /** Lets time pass. */
  public void advance(Duration duration) {
    loop.advance(duration);
    channel().runPendingTasks();
  }

  /** Tells the connection that the gateway goes. */
  public void drain() {
    channel().pipeline().fireUserEventTriggered(new Drain(0, DRAIN_GRACE.toNanos(), 1000));
    turn();
  }

  /** The connection. */
  public HttpChannel channel() {
    return request.channel();
  }

  /** All topics. */
  public TopicRegistry topics() {
    return loop.topics();
  }

  /** The cursor of a message. */
  public String id(String topic, long offset) {
    return loop.topics().topic(topic).position(offset).text();
  }

  /** What was sent since this was asked last, with heads and chunks as they are. */
  public String sent() {
    return request.answer();
  }

  /** What was sent of a body in chunks since this was asked last. */
  public String chunks() {
    return content(request.answer());
  }

  /** The content of chunks, and {@code <end>} for the one that ends them. */
  public static String content(String chunks) {
    StringBuilder content = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int begin = chunks.indexOf("\r\n", at) + 2;
      int size = Integer.parseInt(chunks.substring(at, begin - 2), 16);
      content.append(size == 0 ? "<end>" : chunks.substring(begin, begin + size));
      at = begin + size + 2;
    }
    return content.toString();
  }

  /** What was counted. */
  public Counts counts() {
    return counts;
  }

  @Override
  public void close() {
    request.close();
  }

  /** Counts who is connected, and what is told of gaps and deliveries. */
  public static final class Counts implements ConnectionMetrics, FanoutMetrics {
    private final Map<Transport, Integer> connections = new EnumMap<>(Transport.class);
    private final Map<Transport, Long> delivered = new EnumMap<>(Transport.class);
    private final Map<GapReason, Integer> gaps = new EnumMap<>(GapReason.class);

    @Override
    public void onConnections(Transport transport, int change) {
      connections.merge(transport, change, Integer::sum);
    }

    @Override
    public void onDelivered(Transport transport, long deliveries, long bytes) {
      delivered.merge(transport, deliveries, Long::sum);
    }

    @Override
    public void onGap(GapReason reason) {
      gaps.merge(reason, 1, Integer::sum);
    }

    /** Who is connected by a transport. */
    public int connections(Transport transport) {
      return connections.getOrDefault(transport, 0);
    }

    /** Messages times subscribers. */
    public long delivered(Transport transport) {
      return delivered.getOrDefault(transport, 0L);
    }

    /** Gap notices, whatever the reason. */
    public int gaps() {
      return gaps.values().stream().mapToInt(Integer::intValue).sum();
    }
  }
}
