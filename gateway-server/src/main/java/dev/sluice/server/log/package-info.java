/** What is logged and how; the one package that knows the library behind SLF4J. */
@NullMarked
package dev.sluice.server.log;

import org.jspecify.annotations.NullMarked;
