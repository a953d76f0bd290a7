package dev.sluice.core.fanout;

import dev.sluice.core.metrics.Transport;
import dev.sluice.core.topic.Message;
import dev.sluice.core.topic.MessageRange;
import dev.sluice.core.topic.Topic;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.StringJoiner;

/** Encodes messages as {@code topic:epoch/offset}, and counts; batches are released once each. */
final class StringFormat implements WireFormat<String> {
  private final Transport transport;
  private final Set<String> unreleased = Collections.newSetFromMap(new IdentityHashMap<>());
  int encodes;

  /** So many of the next encodings fail. */
  int failures;

  StringFormat(Transport transport) {
    this.transport = transport;
  }

  @Override
  public Transport transport() {
    return transport;
  }

  @Override
  public String encode(Topic topic, MessageRange range) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("out of buffers, on purpose");
    }
    StringJoiner text = new StringJoiner(" ");
    for (int i = 0; i < range.size(); i++) {
      Message message = range.get(i);
      text.add(topic.name() + ":" + topic.epoch() + "/" + message.offset());
    }
    encodes++;
    String batch = text.toString();
    unreleased.add(batch);
    return batch;
  }

  @Override
  public int sizeOf(String batch) {
    requireUnreleased(batch);
    return batch.length();
  }

  @Override
  public void release(String batch) {
    requireUnreleased(batch);
    unreleased.remove(batch);
  }

  void requireUnreleased(String batch) {
    if (!unreleased.contains(batch)) {
      throw new AssertionError("used after its release: " + batch);
    }
  }

  /** Batches that are still held by somebody. */
  int unreleased() {
    return unreleased.size();
  }
}
