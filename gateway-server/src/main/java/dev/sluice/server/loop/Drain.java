package dev.sluice.server.loop;

/**
 * How the gateway goes away, and what every public connection is told of it when its turn has come:
 * finish, and ask the client to come back elsewhere. Immutable.
 *
 * @param spreadNanos over which connections are told, one after the other
 * @param graceNanos for a connection that waits for the other side
 * @param returnMillis over which clients should spread their return
 */
public record Drain(long spreadNanos, long graceNanos, long returnMillis) {}
