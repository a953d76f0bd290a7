/** JSON Web Tokens (RFC 7519): the keys that they are signed with, and whose they are. */
@NullMarked
package dev.sluice.server.token;

import org.jspecify.annotations.NullMarked;
