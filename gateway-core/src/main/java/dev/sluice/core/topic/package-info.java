/** Topics, their rings of messages, and positions in them. */
@NullMarked
package dev.sluice.core.topic;

import org.jspecify.annotations.NullMarked;
