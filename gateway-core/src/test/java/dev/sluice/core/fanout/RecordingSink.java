package dev.sluice.core.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records what it gets, and reacts as a test wants. */
final class RecordingSink implements Sink<String> {
  private final StringFormat format;
  private Consumer<Subscription<String>> reaction = subscription -> {};
  final List<String> batches = new ArrayList<>();
  final List<Gap> gaps = new ArrayList<>();

  /** Messages and gaps in their order: {@code topic:epoch/offset}, {@code gap epoch/offset}. */
  final List<String> events = new ArrayList<>();

  boolean writable = true;

  RecordingSink(StringFormat format) {
    this.format = format;
  }

  /** What it does after each batch and each gap. */
  RecordingSink reacting(Consumer<Subscription<String>> action) {
    reaction = action;
    return this;
  }

  @Override
  public WireFormat<String> format() {
    return format;
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void onBatch(Subscription<String> subscription, String batch) {
    format.requireUnreleased(batch);
    batches.add(batch);
    events.addAll(List.of(batch.split(" ")));
    reaction.accept(subscription);
  }

  @Override
  public void onGap(Subscription<String> subscription, Gap gap) {
    gaps.add(gap);
    events.add("gap " + gap.to().epoch() + "/" + gap.to().offset());
    reaction.accept(subscription);
  }

  /** Offsets of the messages that it got. */
  List<Long> offsets() {
    return events.stream()
        .filter(event -> !event.startsWith("gap"))
        .map(event -> Long.valueOf(event.substring(event.indexOf('/') + 1)))
        .toList();
  }
}
