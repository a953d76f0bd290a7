/** Publishing over HTTP: one topic, several, many at once. */
@NullMarked
package dev.sluice.server.publishapi;

import org.jspecify.annotations.NullMarked;
