/** What is published, checked at the edge: kinds of data, JSON, UTF-8. */
@NullMarked
package dev.sluice.server.payload;

import org.jspecify.annotations.NullMarked;
