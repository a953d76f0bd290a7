package dev.sluice.server.auth;

import java.util.concurrent.CompletableFuture;

/** Finds out who the bearer of a token is. Any thread; it blocks nobody. */
public interface Authenticator {
  /** Whether any token is good; where none is, those that come along are not looked at. */
  boolean takesTokens();

  /**
   * The bearer; at once, unless keys have to be fetched first.
   *
   * @return who it is, or fails with an {@link AccessDeniedException}
   */
  CompletableFuture<Caller> authenticate(String token);
}
