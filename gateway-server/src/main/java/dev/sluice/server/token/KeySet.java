package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer at one time. Immutable, any thread.
 *
 * @param keys that signatures are checked with
 */
record KeySet(List<VerificationKey> keys) {
  static final KeySet EMPTY = new KeySet(List.of());

  /** More would make a token that names none expensive. */
  private static final int MAX_KEYS = 64;

  /** What was found of a token's signature. */
  enum Finding {
    /** One of the keys has made it. */
    GOOD,
    /** The key that is named, or each that fits where none is, has not made it. */
    BAD,
    /** No key has the name. */
    UNKNOWN_KEY,
    /** No key of this name is for its algorithm. */
    WRONG_ALGORITHM
  }

  KeySet {
    keys = List.copyOf(keys);
  }

  static KeySet ofSecret(String secret, Set<JWSAlgorithm> allowed) throws JOSEException {
    OctetSequenceKey jwk =
        new OctetSequenceKey.Builder(secret.getBytes(StandardCharsets.UTF_8)).build();
    return new KeySet(usable(List.of(jwk), allowed));
  }

  /**
   * Reads a JWK set (RFC 7517, section 5) or a single key.
   *
   * @param secrets whether it may have secrets; those in a set that is published are none
   * @throws JOSEException if it is none, or has too many keys; the message shows none of it
   */
  static KeySet ofJson(String json, boolean secrets, Set<JWSAlgorithm> allowed)
      throws JOSEException {
    List<JWK> all = new ArrayList<>(parse(json));
    all.removeIf(jwk -> !secrets && jwk instanceof OctetSequenceKey);
    if (all.size() > MAX_KEYS) {
      throw new JOSEException("the JWK set has more than " + MAX_KEYS + " keys");
    }
    return new KeySet(usable(all, allowed));
  }

  private static List<JWK> parse(String json) throws JOSEException {
    try {
      return json.contains("\"keys\"") ? JWKSet.parse(json).getKeys() : List.of(JWK.parse(json));
    } catch (ParseException e) {
      throw new JOSEException("this is no JWK set");
    }
  }

  static KeySet of(JWK jwk, Set<JWSAlgorithm> allowed) throws JOSEException {
    return new KeySet(usable(List.of(jwk), allowed));
  }

  private static List<VerificationKey> usable(List<JWK> all, Set<JWSAlgorithm> allowed)
      throws JOSEException {
    List<VerificationKey> usable = new ArrayList<>();
    for (JWK jwk : all) {
      VerificationKey key = VerificationKey.of(jwk, allowed);
      if (key != null) {
        usable.add(key);
      }
    }
    return usable;
  }

  /** Checks a signature. Whatever the token names is compared with names, and used for nothing. */
  Finding check(SignedJWT token) {
    String id = token.getHeader().getKeyID();
    Finding finding = Finding.UNKNOWN_KEY;
    for (VerificationKey key : keys) {
      if (!mayBe(key, id)) {
        continue;
      }
      if (!key.algorithms().contains(token.getHeader().getAlgorithm())) {
        finding = finding == Finding.UNKNOWN_KEY ? Finding.WRONG_ALGORITHM : finding;
      } else if (key.verifies(token)) {
        return Finding.GOOD;
      } else {
        finding = Finding.BAD;
      }
    }
    return finding;
  }

  private static boolean mayBe(VerificationKey key, @Nullable String id) {
    return id == null || key.id() == null || key.id().equals(id);
  }
}
