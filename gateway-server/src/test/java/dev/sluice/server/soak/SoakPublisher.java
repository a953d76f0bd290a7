package dev.sluice.server.soak;

import dev.sluice.server.contract.harness.Backend;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A backend: publishes numbers that rise, to topics of its own, and asks about them. A thread. */
final class SoakPublisher implements Runnable {
  private static final int MAX_PADDING = 2_000;
  private static final int LINES = 20;

  private final Backend backend;
  private final List<String> topics;
  private final Random random;
  private final BooleanSupplier over;
  private final AtomicLong published;
  private long number;

  SoakPublisher(
      Backend backend, List<String> topics, long seed, BooleanSupplier over, AtomicLong published) {
    this.backend = backend;
    this.topics = topics;
    this.random = new Random(seed);
    this.over = over;
    this.published = published;
  }

  @Override
  public void run() {
    while (!over.getAsBoolean()) {
      String topic = topics.get(random.nextInt(topics.size()));
      switch (random.nextInt(20)) {
        case 0 -> backend.subscribers(topic, "ws");
        case 1 -> backend.deleteIfThere(topic);
        default -> publish(topic);
      }
    }
  }

  private void publish(String topic) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      String padding = "x".repeat(random.nextInt(MAX_PADDING));
      lines.append("{\"topics\":[\"").append(topic).append("\"],\"data\":[");
      lines.append(++number).append(",\"").append(padding).append("\"]}\n");
    }
    backend.publishLines(lines.toString());
    published.addAndGet(LINES);
  }
}
