/**
 * What an operator can set: immutable records, one per concern, and how they are read.
 *
 * <p>{@code gateway.conf} holds every key with its default,
 * {@link dev.sluice.server.config.Settings} every key with its unit and its bounds.
 * {@link dev.sluice.server.config.ConfigLoader} lays the sources over each other, and what breaks a
 * rule becomes one line that names the source, the key, the value and what is allowed.
 */
@NullMarked
package dev.sluice.server.config;

import org.jspecify.annotations.NullMarked;
