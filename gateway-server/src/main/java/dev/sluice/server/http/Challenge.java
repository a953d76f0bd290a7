package dev.sluice.server.http;

import dev.sluice.server.auth.AccessDeniedException;

/** The answer to who may not, and how it says what would help (RFC 6750, section 3). Any thread. */
final class Challenge {
  private static final String NAME = "WWW-Authenticate";
  private static final String BEARER = "Bearer realm=\"sluice\"";

  private Challenge() {}

  static Problem of(AccessDeniedException denied) {
    String detail = denied.detail();
    return switch (denied.reason()) {
      case NO_TOKEN -> new Problem(401, detail, NAME, BEARER);
      case BAD_TOKEN -> new Problem(401, detail, NAME, error("invalid_token", detail));
      case SEVERAL_TOKENS -> new Problem(400, detail, NAME, error("invalid_request", detail));
      case NOT_GRANTED -> new Problem(403, detail, NAME, error("insufficient_scope", detail));
      case FORBIDDEN -> Problem.forbidden(detail);
      case NO_KEYS -> Problem.unavailable(detail);
    };
  }

  /** Details have only characters that may stand there: they name topics, and repeat no token. */
  private static String error(String code, String detail) {
    return BEARER + ", error=\"" + code + "\", error_description=\"" + detail + "\"";
  }
}
