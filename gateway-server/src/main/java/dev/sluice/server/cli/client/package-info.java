/**
 * The gateway's clients on the command line: publishing, and subscribing over every transport.
 *
 * <p>A {@link dev.sluice.server.cli.client.Transport} is one connection, or one round of polls; it
 * hands what comes to a {@link dev.sluice.server.cli.client.Receiver}.
 * {@link dev.sluice.server.cli.client.Resumption} connects again from the last cursor when it ends.
 */
@NullMarked
package dev.sluice.server.cli.client;

import org.jspecify.annotations.NullMarked;
