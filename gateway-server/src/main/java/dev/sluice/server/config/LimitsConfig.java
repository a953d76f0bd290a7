package dev.sluice.server.config;

import java.time.Duration;

/**
 * What a peer may ask for. Immutable, any thread.
 *
 * @param messageBytes the largest message
 * @param bulkBytes the largest body of a bulk publish
 * @param total what all clients together may use
 * @param perAddress what each client address may
 * @param perUser what each user may
 * @param burst how long what a rate allows is saved up
 * @param subscriptionsPerConnection topics that one connection subscribes to at a time
 * @param topicsPerPublish topics in one publish request
 * @param requestLineBytes the longest request line
 * @param headerBytes the most bytes in all headers of a request
 * @param idempotencyKeys idempotency keys remembered at a time
 * @param handshakeTimeout from a connection's first byte to what it wants
 * @param bodyTimeout how long a request body may take
 * @param keepAliveTimeout how long a connection may idle between two requests
 * @param writeTimeout how long a client may take nothing of what waits for it
 * @param http2Streams requests and streams at a time on one HTTP/2 connection
 */
public record LimitsConfig(
    int messageBytes,
    long bulkBytes,
    QuotaConfig total,
    QuotaConfig perAddress,
    QuotaConfig perUser,
    Duration burst,
    int subscriptionsPerConnection,
    int topicsPerPublish,
    int requestLineBytes,
    int headerBytes,
    int idempotencyKeys,
    Duration handshakeTimeout,
    Duration bodyTimeout,
    Duration keepAliveTimeout,
    Duration writeTimeout,
    int http2Streams) {
  /**
   * Checks the bounds.
   *
   * @throws InvalidConfigException if a value breaks a rule
   */
  public LimitsConfig {
    Settings.MESSAGE_BYTES.check((long) messageBytes);
    Settings.BULK_BYTES.check(bulkBytes);
    Settings.TOTAL.check(total);
    Settings.PER_ADDRESS.check(perAddress);
    Settings.PER_USER.check(perUser);
    Settings.BURST.check(burst);
    Settings.SUBSCRIPTIONS_PER_CONNECTION.check(subscriptionsPerConnection);
    Settings.TOPICS_PER_PUBLISH.check(topicsPerPublish);
    Settings.REQUEST_LINE_BYTES.check((long) requestLineBytes);
    Settings.HEADER_BYTES.check((long) headerBytes);
    Settings.IDEMPOTENCY_KEYS.check(idempotencyKeys);
    Settings.HANDSHAKE_TIMEOUT.check(handshakeTimeout);
    Settings.BODY_TIMEOUT.check(bodyTimeout);
    Settings.KEEP_ALIVE_TIMEOUT.check(keepAliveTimeout);
    Settings.WRITE_TIMEOUT.check(writeTimeout);
    Settings.HTTP2_STREAMS.check(http2Streams);
  }
}
