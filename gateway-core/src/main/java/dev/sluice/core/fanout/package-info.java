/** From a ring to its subscribers: lanes, drains, gaps. */
@NullMarked
package dev.sluice.core.fanout;

import org.jspecify.annotations.NullMarked;
