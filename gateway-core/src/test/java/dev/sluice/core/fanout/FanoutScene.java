package dev.sluice.core.fanout;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.time.ManualClock;
import dev.sluice.core.topic.Cursor;
import dev.sluice.core.topic.Position;
import dev.sluice.core.topic.Publications;
import dev.sluice.core.topic.Registries;
import dev.sluice.core.topic.Topic;
import dev.sluice.core.topic.TopicLimits;
import dev.sluice.core.topic.TopicRegistry;
import java.util.ArrayList;
import java.util.List;

/** One loop over some topics, by hand: publish, subscribe, crank. */
final class FanoutScene {
  final ManualClock clock = new ManualClock();
  final HandCrankedExecutor executor = new HandCrankedExecutor();
  final RecordingMetrics metrics = new RecordingMetrics();
  final StringFormat ws = new StringFormat(Transport.WS);
  final StringFormat sse = new StringFormat(Transport.SSE);
  final TopicRegistry topics;
  final FanoutLoop<String> loop;

  FanoutScene() {
    this(Registries.ROOMY);
  }

  FanoutScene(TopicLimits limits) {
    topics = Registries.registry(limits, clock);
    loop = new FanoutLoop<>(executor, topics, metrics, clock);
  }

  /** A scene whose topics hold so many messages. */
  static FanoutScene holding(int messages) {
    return new FanoutScene(Registries.limits(messages, 1 << 20));
  }

  Topic topic(String name) {
    return topics.topic(name);
  }

  void publish(String topic, int messages) {
    for (int i = 0; i < messages; i++) {
      topics.append(topic, Publications.text("m"));
    }
  }

  void publishAndCrank(String topic, int messages) {
    publish(topic, messages);
    executor.crank();
  }

  RecordingSink sink() {
    return new RecordingSink(ws);
  }

  Subscription<String> subscribe(String topic, String cursor, Sink<String> sink) {
    return subscribe(topic, Cursor.parse(cursor).in(topic(topic)), sink);
  }

  Subscription<String> subscribe(String topic, Position start, Sink<String> sink) {
    return loop.subscribe(topic, start, sink);
  }

  /** Subscribes so many new sinks. */
  List<RecordingSink> crowd(String topic, String cursor, int size) {
    List<RecordingSink> crowd = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      RecordingSink sink = sink();
      subscribe(topic, cursor, sink);
      crowd.add(sink);
    }
    return crowd;
  }
}
