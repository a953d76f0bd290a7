package dev.sluice.server.auth;

/**
 * Who asks. Immutable, any thread.
 *
 * @param issuer who vouches for the user, the tenant where there are several; empty where nobody
 *     does
 * @param user the token's {@code sub}, unique within the issuer; empty where it has none
 * @param grants what the token allows
 * @param expiresAtMillis when the token ends, milliseconds since the epoch of the wall clock
 */
public record Caller(String issuer, String user, Grants grants, long expiresAtMillis) {
  /** An end that never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Whoever has shown no token. */
  public static final Caller ANONYMOUS = new Caller("", "", Grants.NONE, NEVER);

  /** True for who has shown no token. */
  public boolean isAnonymous() {
    return this == ANONYMOUS;
  }

  /**
   * Tells users apart, where two issuers know one of the same name too; empty where no user is
   * known.
   */
  public String userKey() {
    return user.isEmpty() ? "" : issuer + ' ' + user;
  }

  /** Whether another token is of the same user. */
  public boolean isSameUser(Caller other) {
    return issuer.equals(other.issuer) && user.equals(other.user);
  }
}
