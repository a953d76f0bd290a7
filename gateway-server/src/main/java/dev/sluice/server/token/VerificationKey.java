package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key, and the algorithms that it is for: by its kind, and never by what a token says, so that a
 * public key is no secret and nothing is {@code none}. Immutable, any thread.
 *
 * @param id that tokens name it by, null where it has none
 * @param algorithms that it checks
 * @param verifier checks signatures
 */
record VerificationKey(@Nullable String id, Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
  /** Less can be factored (NIST SP 800-131A). */
  private static final int LEAST_RSA_BITS = 2048;

  /**
   * The key of a JWK, null for one that is not for signatures, or of a kind that is not taken here.
   *
   * @throws JOSEException if it is spoilt
   */
  static @Nullable VerificationKey of(JWK jwk, Set<JWSAlgorithm> allowed) throws JOSEException {
    if (!isForSignatures(jwk)) {
      return null;
    }
    Set<JWSAlgorithm> algorithms = new HashSet<>(algorithms(jwk));
    algorithms.retainAll(allowed);
    if (jwk.getAlgorithm() != null) {
      algorithms.removeIf(
          algorithm -> !algorithm.getName().equals(jwk.getAlgorithm().getName()));
    }
    return algorithms.isEmpty()
        ? null
        : new VerificationKey(jwk.getKeyID(), Set.copyOf(algorithms), verifier(jwk));
  }

  /** Those of a secret: HS256, and of the longer ones where it is long enough (RFC 7518, 3.2). */
  private static Set<JWSAlgorithm> macAlgorithms(int secretBytes) {
    Set<JWSAlgorithm> algorithms = new HashSet<>();
    if (secretBytes >= 32) {
      algorithms.add(JWSAlgorithm.HS256);
    }
    if (secretBytes >= 48) {
      algorithms.add(JWSAlgorithm.HS384);
    }
    if (secretBytes >= 64) {
      algorithms.add(JWSAlgorithm.HS512);
    }
    return algorithms;
  }

  /** Whether it has made a token's signature. */
  boolean verifies(SignedJWT token) {
    try {
      return token.verify(verifier);
    } catch (JOSEException e) {
      return false;
    }
  }

  private static boolean isForSignatures(JWK jwk) {
    boolean use = jwk.getKeyUse() == null || KeyUse.SIGNATURE.equals(jwk.getKeyUse());
    Set<KeyOperation> operations = jwk.getKeyOperations();
    return use && (operations == null || operations.contains(KeyOperation.VERIFY));
  }

  private static Set<JWSAlgorithm> algorithms(JWK jwk) {
    if (jwk instanceof RSAKey rsa) {
      return rsa.size() < LEAST_RSA_BITS
          ? Set.of()
          : Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256);
    }
    if (jwk instanceof ECKey ec) {
      return ecAlgorithms(ec.getCurve());
    }
    if (jwk instanceof OctetSequenceKey secret) {
      return macAlgorithms(secret.toByteArray().length);
    }
    boolean ed25519 = jwk instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve());
    return ed25519 ? Set.of(JWSAlgorithm.EdDSA) : Set.of();
  }

  private static Set<JWSAlgorithm> ecAlgorithms(Curve curve) {
    if (Curve.P_256.equals(curve)) {
      return Set.of(JWSAlgorithm.ES256);
    }
    return Curve.P_384.equals(curve) ? Set.of(JWSAlgorithm.ES384) : Set.of();
  }

  private static JWSVerifier verifier(JWK jwk) throws JOSEException {
    if (jwk instanceof RSAKey rsa) {
      return new RSASSAVerifier(rsa.toRSAPublicKey());
    }
    if (jwk instanceof ECKey ec) {
      return new ECDSAVerifier(ec.toECPublicKey());
    }
    if (jwk instanceof OctetSequenceKey secret) {
      return new MACVerifier(secret.toByteArray());
    }
    PublicKey key = Ed25519Keys.publicKey(((OctetKeyPair) jwk).getDecodedX());
    return new Ed25519Verifier(key);
  }
}
