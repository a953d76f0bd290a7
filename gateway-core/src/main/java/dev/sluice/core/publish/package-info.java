/** The way in: validation of what is published, idempotency, the backplane. */
@NullMarked
package dev.sluice.core.publish;

import org.jspecify.annotations.NullMarked;
