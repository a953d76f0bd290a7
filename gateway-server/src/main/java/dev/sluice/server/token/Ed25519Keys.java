package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 keys between their 32 bytes and the JDK's form of them (RFC 8410). Any thread. */
final class Ed25519Keys {
  /** Of the JDK's form; those of other curves are longer. */
  static final int ENCODED_BYTES = 44;

  private static final int BYTES = 32;

  /** What a SubjectPublicKeyInfo begins with; the key itself follows. */
  private static final byte[] PUBLIC_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519Keys() {}

  static PublicKey publicKey(byte[] bytes) throws JOSEException {
    if (bytes.length != BYTES) {
      throw new JOSEException("an Ed25519 key has 32 bytes, this one has " + bytes.length);
    }
    byte[] encoded = Arrays.copyOf(PUBLIC_HEAD, PUBLIC_HEAD.length + BYTES);
    System.arraycopy(bytes, 0, encoded, PUBLIC_HEAD.length, BYTES);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new JOSEException("this is no Ed25519 key", e);
    }
  }

  static OctetKeyPair jwk(PublicKey key) {
    byte[] encoded = key.getEncoded();
    byte[] bytes = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
    return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(bytes)).build();
  }
}
