/** Topic administration, health and metrics over HTTP. */
@NullMarked
package dev.sluice.server.admin;

import org.jspecify.annotations.NullMarked;
