package dev.sluice.server.config;

/**
 * A configuration that was loaded and checked. Immutable, any thread.
 *
 * @param gateway the values
 * @param hocon every key with its value, and a comment that says where it comes from
 */
public record EffectiveConfig(GatewayConfig gateway, String hocon) {}
