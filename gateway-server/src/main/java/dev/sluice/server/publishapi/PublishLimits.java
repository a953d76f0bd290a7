package dev.sluice.server.publishapi;

/**
 * Bounds of publishing, beside that of a message. Immutable, any thread.
 *
 * @param topicsPerPublish that one object may name
 * @param bulkBytes of a body with an object a line
 */
public record PublishLimits(int topicsPerPublish, long bulkBytes) {}
