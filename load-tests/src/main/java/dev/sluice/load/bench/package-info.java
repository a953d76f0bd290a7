/**
 * The command {@code bench}: a gateway, a generator for each transport in turn, and the comparison.
 */
@NullMarked
package dev.sluice.load.bench;

import org.jspecify.annotations.NullMarked;
