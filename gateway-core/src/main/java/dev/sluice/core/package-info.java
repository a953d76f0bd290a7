/**
 * How a message travels, without a word of HTTP: topics and their history, cursors, fan-out,
 * publishing.
 *
 * <p>The words, one per concept, used the same way in every class of this module:
 *
 * <dl>
 *   <dt>topic
 *   <dd>a named stream of messages; one {@code Topic} object is one <em>life</em> of it
 *   <dt>message
 *   <dd>what was published once, immutable and on the heap
 *   <dt>offset
 *   <dd>the number of a message in its topic, counted from 1 without holes
 *   <dt>epoch
 *   <dd>names one life of a topic's history; a deleted or retired topic begins a new one
 *   <dt>position
 *   <dd>epoch and the offset of the last message seen
 *   <dt>cursor
 *   <dd>the text form of one or several positions that clients keep
 *   <dt>ring
 *   <dd>the bounded history of a topic, the only buffer there is
 *   <dt>lapped
 *   <dd>said of a reader whose next message is no longer held
 *   <dt>gap
 *   <dd>the notice of what a reader missed
 *   <dt>lane
 *   <dd>one topic on one event loop
 *   <dt>drain
 *   <dd>one pass of a lane over the messages that are new
 *   <dt>in step
 *   <dd>said of a subscriber whose position is its lane's
 *   <dt>catching up
 *   <dd>said of a subscriber with a position of its own: resumed, new with history, or slow
 *   <dt>sink
 *   <dd>where a subscription's bytes go
 *   <dt>wire format
 *   <dd>how messages become bytes; subscribers of one format share them
 * </dl>
 */
@NullMarked
package dev.sluice.core;

import org.jspecify.annotations.NullMarked;
