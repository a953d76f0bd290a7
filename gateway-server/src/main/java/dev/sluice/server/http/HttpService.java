package dev.sluice.server.http;

import java.util.function.Supplier;

/**
 * What a listener offers over HTTP. Immutable, any thread.
 *
 * @param limits of its connections
 * @param http2Streams that an HTTP/2 connection may have at a time, 0 where it isn't spoken
 * @param plusIsSpace in its query parameters, see {@link Query#parse}
 * @param cors tells whose pages may read its answers now
 * @param router handles its requests
 * @param refusals is told what was refused
 */
public record HttpService(
    Http1Limits limits,
    int http2Streams,
    boolean plusIsSpace,
    Supplier<Cors> cors,
    Router router,
    RefusalCounter refusals) {}
