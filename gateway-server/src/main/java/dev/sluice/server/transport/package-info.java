/** What all ways to a subscriber share: the request, the envelope, formats that several use. */
@NullMarked
package dev.sluice.server.transport;

import org.jspecify.annotations.NullMarked;
