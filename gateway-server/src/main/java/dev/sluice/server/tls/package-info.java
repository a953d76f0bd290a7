/** Encryption: certificates and what they are used with. */
@NullMarked
package dev.sluice.server.tls;

import org.jspecify.annotations.NullMarked;
