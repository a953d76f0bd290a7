/**
 * Load on a running gateway, over its ports only: what is known of it here is in the contract. One
 * Gatling simulation per question; {@code plan} says how much of what, {@code user} is what a
 * virtual user does, {@code tally} what it saw, {@code measure} what it cost, {@code bench} runs
 * one after the other, {@code report} tells.
 */
@NullMarked
package dev.sluice.load;

import org.jspecify.annotations.NullMarked;
