/** What virtual users do: subscribe over each transport, and publish. */
@NullMarked
package dev.sluice.load.user;

import org.jspecify.annotations.NullMarked;
