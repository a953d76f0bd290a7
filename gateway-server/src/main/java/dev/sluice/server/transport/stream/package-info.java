/** A stream of JSON lines. */
@NullMarked
package dev.sluice.server.transport.stream;

import org.jspecify.annotations.NullMarked;
