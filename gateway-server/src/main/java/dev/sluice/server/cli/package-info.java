/**
 * The command line: one class per command, and what they share.
 *
 * <p>Commands do their work on the main thread and throw
 * {@link dev.sluice.server.cli.CommandFailure} for whatever a user can mend; it ends as one line on
 * standard error and an exit code. What a command needs of the process comes in as
 * {@link dev.sluice.server.cli.Surroundings}, so that tests run it in their own.
 */
@NullMarked
package dev.sluice.server.cli;

import org.jspecify.annotations.NullMarked;
