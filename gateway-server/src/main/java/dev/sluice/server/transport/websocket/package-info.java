/** WebSocket (RFC 6455), raw and as sluice.v1. */
@NullMarked
package dev.sluice.server.transport.websocket;

import org.jspecify.annotations.NullMarked;
