/** Listeners, detection, and the pipelines they lead to. */
@NullMarked
package dev.sluice.server.net;

import org.jspecify.annotations.NullMarked;
