package dev.sluice.server.http;

import java.time.Duration;

/**
 * What a client may take its time and space for. Immutable, any thread.
 *
 * @param requestLineBytes of a request line
 * @param headerBytes of all headers of a request
 * @param headTimeout from the connection's begin to the end of the first request's head
 * @param bodyTimeout from a request's head to the end of its body
 * @param keepAliveTimeout from an answer to the end of the next request's head
 * @param writeTimeout how long a client may take nothing of what waits for it
 */
public record Http1Limits(
    int requestLineBytes,
    int headerBytes,
    Duration headTimeout,
    Duration bodyTimeout,
    Duration keepAliveTimeout,
    Duration writeTimeout) {}
