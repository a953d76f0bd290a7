package dev.sluice.server.loop;

import java.util.function.Consumer;

/**
 * Sent through the pipelines of public connections: every subscriber there presents itself.
 * Immutable; whom it presents them to is called on their loop.
 *
 * @param each takes one subscriber after the other, and must not throw
 */
public record RollCall(Consumer<Subscriber> each) {}
