package dev.sluice.server.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers tokens that were found good, so that a client that polls pays for its signature once.
 * Bounded: two that fall into one place push each other out. Holds hashes, not tokens. Any thread.
 */
final class VerifiedTokens {
  private static final int PLACES = 4096;

  private final AtomicReferenceArray<@Nullable Verified> places =
      new AtomicReferenceArray<>(PLACES);

  /**
   * A token that was found good.
   *
   * @param hash of the token, SHA-256
   * @param issuer whose it is
   * @param keys that it was found good with: with others it is to be looked at again
   * @param claims what it says
   */
  record Verified(byte[] hash, Issuer issuer, KeySet keys, TokenClaims claims) {}

  static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Nullable Verified find(byte[] hash) {
    Verified found = places.get(place(hash));
    boolean same = found != null
        && MessageDigest.isEqual(found.hash(), hash)
        && found.keys() == found.issuer().source().keys();
    return same ? found : null;
  }

  void put(Verified verified) {
    places.set(place(verified.hash()), verified);
  }

  private static int place(byte[] hash) {
    return ((hash[0] & 0xff) | (hash[1] & 0xff) << 8) % PLACES;
  }
}
