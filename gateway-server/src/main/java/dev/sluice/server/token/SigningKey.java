package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.jspecify.annotations.Nullable;

/** Signs tokens, for trying out. Immutable, any thread; its text shows nothing of it. */
public final class SigningKey {
  private final JWSSigner signer;
  private final JWSAlgorithm usual;

  private SigningKey(JWSSigner signer, JWSAlgorithm usual) {
    this.signer = signer;
    this.usual = usual;
  }

  /**
   * A secret that the gateway has as well.
   *
   * @throws IllegalArgumentException if it is too short; the message doesn't show it
   */
  public static SigningKey secret(String secret) {
    try {
      return new SigningKey(
          new MACSigner(secret.getBytes(StandardCharsets.UTF_8)), JWSAlgorithm.HS256);
    } catch (JOSEException e) {
      throw new IllegalArgumentException("a secret has at least 32 bytes", e);
    }
  }

  /**
   * A private key in PEM, PKCS#8.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SigningKey pem(String pem) {
    try {
      return of(PemKeys.privateKey(pem));
    } catch (JOSEException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static SigningKey of(PrivateKey key) throws JOSEException {
    if (key instanceof RSAPrivateKey) {
      return new SigningKey(new RSASSASigner(key), JWSAlgorithm.RS256);
    }
    if (key instanceof ECPrivateKey ec) {
      ECDSASigner signer = new ECDSASigner(ec);
      return new SigningKey(signer, signer.supportedECDSAAlgorithm());
    }
    return new SigningKey(new Ed25519Signer(key), JWSAlgorithm.EdDSA);
  }

  /**
   * Makes a token.
   *
   * @param algorithm by its name, null for the usual one of the key
   * @param id that the key goes by, null for none
   * @throws IllegalArgumentException if the key is not for that algorithm
   */
  public String sign(JWTClaimsSet claims, @Nullable String algorithm, @Nullable String id) {
    JWSAlgorithm chosen = algorithm == null ? usual : JWSAlgorithm.parse(algorithm);
    JWSHeader header = new JWSHeader.Builder(chosen).keyID(id).build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalArgumentException(
          "the key is not for " + chosen + ", but for " + signer.supportedJWSAlgorithms(), e);
    }
    return token.serialize();
  }
}
