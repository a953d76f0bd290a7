package dev.sluice.server.loop;

/**
 * Told to every public connection when the gateway is going away: finish, and ask the client to
 * come back elsewhere. Immutable.
 *
 * @param graceNanos for a connection that waits for the other side
 * @param spreadMillis over which clients should spread their return
 */
public record Drain(long graceNanos, long spreadMillis) {}
