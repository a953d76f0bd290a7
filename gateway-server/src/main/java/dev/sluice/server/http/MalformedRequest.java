package dev.sluice.server.http;

/**
 * Comes in the place of a request that can't be told from another; nothing is read behind it.
 *
 * @param detail what is wrong, fit for a client
 */
record MalformedRequest(String detail) {}
