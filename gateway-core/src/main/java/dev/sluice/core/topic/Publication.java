package dev.sluice.core.topic;

import org.jspecify.annotations.Nullable;

/**
 * What a publisher hands in, before a topic makes a {@link Message} of it. Immutable by agreement:
 * whoever makes one gives the array away. Any thread; one publication may become a message of
 * several topics.
 *
 * @param event the message's type, one line, or null
 * @param contentType as published, or null
 * @param kind what the data was found to be
 * @param data the bytes as published
 */
public record Publication(
    @Nullable String event, @Nullable String contentType, DataKind kind, byte[] data) {}
