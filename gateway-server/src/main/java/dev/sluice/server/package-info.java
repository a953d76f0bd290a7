/** The gateway as a process: what is wired to what, and how it starts and stops. */
@NullMarked
package dev.sluice.server;

import org.jspecify.annotations.NullMarked;
