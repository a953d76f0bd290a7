package dev.sluice.core.topic;

import java.util.Arrays;

/**
 * Consecutive messages of one topic, read from its ring in one go, bounded in number and bytes.
 * Reused: it belongs to one thread, and {@link #clear()} lets its messages go.
 */
public final class MessageRange {
  private final Message[] messages;
  private final long maxBytes;
  private int size;
  private long bytes;

  /**
   * Makes an empty range of at most that many messages and bytes of data, but always room for one
   * message.
   */
  public MessageRange(int maxMessages, long maxBytes) {
    this.messages = new Message[maxMessages];
    this.maxBytes = maxBytes;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** True where there is none. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** The message at an index from 0, oldest first. */
  public Message get(int index) {
    return messages[index];
  }

  /** The newest; only where there is one. */
  public Message newest() {
    return messages[size - 1];
  }

  /** Bytes of data. */
  public long bytes() {
    return bytes;
  }

  /** Empties it. */
  public void clear() {
    Arrays.fill(messages, 0, size, null);
    size = 0;
    bytes = 0;
  }

  boolean tryAdd(Message message) {
    boolean full = size == messages.length || bytes + message.size() > maxBytes;
    if (full && size > 0) {
      return false;
    }
    messages[size++] = message;
    bytes += message.size();
    return true;
  }
}
