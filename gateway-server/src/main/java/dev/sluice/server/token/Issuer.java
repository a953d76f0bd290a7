package dev.sluice.server.token;

import dev.sluice.server.config.IssuerConfig;

/**
 * One whose tokens are taken. Immutable, any thread.
 *
 * @param config what its tokens are to be like
 * @param source has its keys
 */
record Issuer(IssuerConfig config, KeySource source) {}
