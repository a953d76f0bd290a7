package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A token as an issuer would make it, or as somebody else would. Immutable. */
public final class TestToken {
  /** Of HS256. */
  public static final String SECRET = "0123456789-a-secret-0123456789-abc";

  /** When the clocks of tests begin. */
  public static final Instant NOW = Instant.ofEpochMilli(1_763_659_000_123L);

  private final JWTClaimsSet claims;
  private final Map<String, List<String>> topics;
  private final UnaryOperator<JWSHeader.Builder> header;

  private TestToken(
      JWTClaimsSet claims,
      Map<String, List<String>> topics,
      UnaryOperator<JWSHeader.Builder> header) {
    this.claims = claims;
    this.topics = topics;
    this.header = header;
  }

  /** Of an issuer's user; it lasts for an hour. */
  public static TestToken of(String issuer, String user) {
    JWTClaimsSet claims = new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(user)
        .expirationTime(Date.from(NOW.plus(Duration.ofHours(1))))
        .build();
    return new TestToken(claims, Map.of(), builder -> builder);
  }

  /** With another claim. */
  public TestToken with(String name, Object value) {
    JWTClaimsSet more = new JWTClaimsSet.Builder(claims).claim(name, value).build();
    return new TestToken(more, topics, header);
  }

  /** Which ends at a time from the beginning of the test on. */
  public TestToken endingAfter(Duration duration) {
    return with("exp", Date.from(NOW.plus(duration)));
  }

  /** With patterns for one of subscribe, publish and history. */
  public TestToken granting(String act, String... patterns) {
    Map<String, List<String>> more = new TreeMap<>(topics);
    more.put(act, List.of(patterns));
    return new TestToken(
        new JWTClaimsSet.Builder(claims).claim("topics", more).build(), more, header);
  }

  /** With something else in its header. */
  public TestToken header(UnaryOperator<JWSHeader.Builder> change) {
    return new TestToken(claims, topics, builder -> change.apply(header.apply(builder)));
  }

  /** What is signed. */
  public JWTClaimsSet claims() {
    return claims;
  }

  /** Signed with {@link #SECRET}. */
  public String signed() {
    return signed(SECRET);
  }

  /** Signed with a secret, HS256. */
  public String signed(String secret) {
    return signed(JWSAlgorithm.HS256, secret.getBytes(StandardCharsets.UTF_8));
  }

  /** Signed with the bytes of a secret. */
  public String signed(JWSAlgorithm algorithm, byte[] secret) {
    try {
      return signed(algorithm, new MACSigner(secret));
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** Signed with a private key. */
  public String signed(JWSAlgorithm algorithm, KeyPair keys) {
    try {
      if (algorithm.equals(JWSAlgorithm.EdDSA)) {
        return signedByEd25519(keys);
      }
      return keys.getPrivate() instanceof ECPrivateKey ec
          ? signed(algorithm, new ECDSASigner(ec))
          : signed(algorithm, new RSASSASigner(keys.getPrivate()));
    } catch (JOSEException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
    SignedJWT token =
        new SignedJWT(header.apply(new JWSHeader.Builder(algorithm)).build(), claims);
    token.sign(signer);
    return token.serialize();
  }

  private String signedByEd25519(KeyPair keys) throws GeneralSecurityException {
    JWSHeader.Builder builder = header.apply(new JWSHeader.Builder(JWSAlgorithm.EdDSA));
    String begin = builder.build().toBase64URL() + "." + Base64URL.encode(claims.toString());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(keys.getPrivate());
    signature.update(begin.getBytes(StandardCharsets.US_ASCII));
    return begin + "." + Base64URL.encode(signature.sign());
  }
}
