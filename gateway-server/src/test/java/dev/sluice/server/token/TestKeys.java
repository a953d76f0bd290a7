package dev.sluice.server.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys as issuers have and publish them. */
public final class TestKeys {
  private TestKeys() {}

  /** A new RSA key. */
  public static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A new key on a curve. */
  public static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A new Ed25519 key. */
  public static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A key on P-256 with a certificate, made by the JDK's own tool. */
  static KeyStore.PrivateKeyEntry certified(Path directory) throws Exception {
    Path store = directory.resolve("store.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String command = keytool + " -genkeypair -keyalg EC -groupname secp256r1 -dname CN=issuer"
        + " -alias a -storetype PKCS12 -storepass password -keystore " + store;
    int exit =
        new ProcessBuilder(command.split(" ", -1)).start().onExit().join().exitValue();
    if (exit != 0) {
      throw new AssertionError("keytool failed");
    }
    char[] password = "password".toCharArray();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    return (KeyStore.PrivateKeyEntry) keys.getEntry("a", new KeyStore.PasswordProtection(password));
  }

  /** A public key as a JWK. */
  public static JWK jwk(@Nullable String id, KeyPair keys) {
    if (keys.getPublic() instanceof RSAPublicKey rsa) {
      return new RSAKey.Builder(rsa).keyID(id).build();
    }
    if (keys.getPublic() instanceof ECPublicKey ec) {
      return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec)
          .keyID(id)
          .build();
    }
    OctetKeyPair pair = Ed25519Keys.jwk(keys.getPublic());
    return new OctetKeyPair.Builder(Curve.Ed25519, pair.getX()).keyID(id).build();
  }

  /** A JWK set. */
  public static String jwkSet(JWK... keys) {
    return new JWKSet(Arrays.asList(keys)).toString(true);
  }

  /** A key in PEM. */
  public static String pem(Key key) {
    String kind = key.getFormat().equals("X.509") ? "PUBLIC" : "PRIVATE";
    return "-----BEGIN " + kind + " KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END " + kind + " KEY-----\n";
  }
}
