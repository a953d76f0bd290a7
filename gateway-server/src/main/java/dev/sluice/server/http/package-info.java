/** HTTP as handlers see it, and HTTP/1.1 on the wire. */
@NullMarked
package dev.sluice.server.http;

import org.jspecify.annotations.NullMarked;
