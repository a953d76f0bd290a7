/**
 * The internal listener's routes: each says which scope it needs, so that none is open by
 * oversight.
 */
@NullMarked
package dev.sluice.server.routing;

import org.jspecify.annotations.NullMarked;
