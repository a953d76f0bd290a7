/** Server-sent events (HTML standard, section 9.2). */
@NullMarked
package dev.sluice.server.transport.sse;

import org.jspecify.annotations.NullMarked;
