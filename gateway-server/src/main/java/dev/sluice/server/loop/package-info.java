/** Event loops and what each of them owns: its fan-out, its deadlines, its connections. */
@NullMarked
package dev.sluice.server.loop;

import org.jspecify.annotations.NullMarked;
