/** Clocks and deadlines whose time a test can advance by hand. */
@NullMarked
package dev.sluice.core.time;

import org.jspecify.annotations.NullMarked;
