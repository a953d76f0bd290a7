/**
 * How much clients may use: each address, each user, and all together.
 *
 * <p>What is used is written down in an {@link dev.sluice.server.limits.Account}: numbers that go
 * up and down, and token buckets. {@link dev.sluice.server.limits.Limits} finds the accounts of a
 * client, and holds them against the {@link dev.sluice.server.limits.LimitRules} of that moment; an
 * {@link dev.sluice.server.limits.Allowance} is what a connection asks on its way. What is over a
 * limit ends in a {@link dev.sluice.server.limits.TooManyException}, which says when to come back.
 */
@NullMarked
package dev.sluice.server.limits;

import org.jspecify.annotations.NullMarked;
