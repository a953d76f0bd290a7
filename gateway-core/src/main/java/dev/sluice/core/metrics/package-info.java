/** What the core tells of itself, as events. */
@NullMarked
package dev.sluice.core.metrics;

import org.jspecify.annotations.NullMarked;
