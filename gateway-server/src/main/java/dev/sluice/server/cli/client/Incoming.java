package dev.sluice.server.cli.client;

import org.jspecify.annotations.Nullable;

/** What a gateway tells a subscriber, whatever the transport. Immutable, any thread. */
public sealed interface Incoming {

  /**
   * A message.
   *
   * @param envelope as it was received, in one line
   * @param topic where it was published
   * @param id its cursor
   * @param data text as it is, JSON as it was published, anything else in base64
   */
  record Message(String envelope, String topic, String id, String data) implements Incoming {}

  /**
   * Messages that are no longer held.
   *
   * @param notice what the gateway says about it, JSON in one line
   * @param to the position to go on from
   */
  record Gap(String notice, @Nullable String to) implements Incoming {}

  /**
   * The place in all topics after everything that came before.
   *
   * @param cursor to resume from
   */
  record Covering(String cursor) implements Incoming {}

  /**
   * An error that belongs to the subscription.
   *
   * @param code of the protocol, {@code forbidden}
   * @param message for people
   */
  record Fault(String code, String message) implements Incoming {}

  /** An answer that nobody waits for. */
  record Other() implements Incoming {}
}
