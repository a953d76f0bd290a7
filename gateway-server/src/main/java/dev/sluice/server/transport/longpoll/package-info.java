/** Long-poll and plain poll. */
@NullMarked
package dev.sluice.server.transport.longpoll;

import org.jspecify.annotations.NullMarked;
