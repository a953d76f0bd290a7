/** A little of everything that a gateway has to do, so that a JVM can learn what that is. */
@NullMarked
package dev.sluice.server.cli.exercise;

import org.jspecify.annotations.NullMarked;
