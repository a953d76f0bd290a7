/** The gateway's figures in Micrometer's terms. */
@NullMarked
package dev.sluice.server.metrics;

import org.jspecify.annotations.NullMarked;
