/** What to run: the question, the transports, and how much of everything. */
@NullMarked
package dev.sluice.load.plan;

import org.jspecify.annotations.NullMarked;
