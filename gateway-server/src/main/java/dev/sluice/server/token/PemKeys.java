package dev.sluice.server.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys in PEM (RFC 7468), read by the JDK: the library's own reader needs Bouncy Castle. Any
 * thread.
 */
final class PemKeys {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

  private PemKeys() {}

  /** The first public key or certificate. */
  static JWK publicKey(String pem) throws JOSEException {
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      switch (block.group(1)) {
        case "PUBLIC KEY" -> {
          return jwk(publicKey(der));
        }
        case "CERTIFICATE" -> {
          return jwk(certified(der));
        }
        default -> {} // parameters, a private key
      }
    }
    throw new JOSEException("there is neither a PUBLIC KEY nor a CERTIFICATE in PEM");
  }

  /** The first private key, in PKCS#8. */
  static PrivateKey privateKey(String pem) throws JOSEException {
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).equals("PRIVATE KEY")) {
        PKCS8EncodedKeySpec spec =
            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(2)));
        return firstOf(factory -> factory.generatePrivate(spec));
      }
    }
    throw new JOSEException("there is no PRIVATE KEY (PKCS#8) in PEM");
  }

  private static PublicKey publicKey(byte[] der) throws JOSEException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
    return firstOf(factory -> factory.generatePublic(spec));
  }

  private static PublicKey certified(byte[] der) throws JOSEException {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der))
          .getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new JOSEException("the certificate can't be read", e);
    }
  }

  /** Makes a key of the one kind that it is of. */
  @FunctionalInterface
  private interface Making<K> {
    K with(KeyFactory factory) throws GeneralSecurityException;
  }

  private static <K> K firstOf(Making<K> making) throws JOSEException {
    for (String kind : KINDS) {
      try {
        return making.with(KeyFactory.getInstance(kind));
      } catch (GeneralSecurityException e) {
        // of another kind, perhaps
      }
    }
    throw new JOSEException("the key is none of RSA, EC and Ed25519");
  }

  private static JWK jwk(PublicKey key) throws JOSEException {
    if (key instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).build();
    }
    if (key instanceof ECPublicKey ec) {
      Curve curve = Curve.forECParameterSpec(ec.getParams());
      if (curve == null) {
        throw new JOSEException("the key is of a curve that is not taken: P-256 and P-384 are");
      }
      return new ECKey.Builder(curve, ec).build();
    }
    if (key.getEncoded().length != Ed25519Keys.ENCODED_BYTES) {
      throw new JOSEException("the key is none of RSA, EC and Ed25519");
    }
    return Ed25519Keys.jwk(key);
  }
}
