package dev.sluice.server.cli.client;

import org.jspecify.annotations.Nullable;

/**
 * What came between two blank lines of an event stream. Immutable, any thread.
 *
 * @param data its lines, joined by line feeds; null where there were none
 * @param id what to send as {@code Last-Event-ID}; null where the block names none
 */
record SseBlock(@Nullable String data, @Nullable String id) {}
