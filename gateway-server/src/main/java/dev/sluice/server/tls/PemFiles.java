package dev.sluice.server.tls;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate with its chain, and its key, in PEM files (RFC 7468). Read by the JDK: Netty takes
 * no notice of a part that is cut off, nor of a key that is another certificate's. Any thread.
 *
 * @param certificate the chain's file
 * @param key the key's file
 */
public record PemFiles(Path certificate, Path key) implements CertificateSource {
  private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z0-9 ]*CERTIFICATE-----");
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** What each kind of key signs by. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  @Override
  public SslContextBuilder load() throws IOException, GeneralSecurityException {
    X509Certificate[] chain = certificates(certificate);
    PublicKey certified = chain[0].getPublicKey();
    String signing = SIGNATURES.get(certified.getAlgorithm());
    if (signing == null) {
      throw new IOException(certificate + " is for a " + certified.getAlgorithm()
          + " key; allowed: RSA, EC and EdDSA");
    }
    PrivateKey own = privateKey(certified.getAlgorithm());
    if (!belongTogether(own, certified, Signature.getInstance(signing))) {
      throw anothersKey();
    }
    return SslContextBuilder.forServer(own, chain);
  }

  /** All that are in a file; at least one. */
  static X509Certificate[] certificates(Path file) throws IOException {
    try {
      byte[] content = Files.readAllBytes(file);
      X509Certificate[] read = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(content))
          .toArray(X509Certificate[]::new);
      long begun = BEGIN
          .matcher(new String(content, StandardCharsets.ISO_8859_1))
          .results()
          .count();
      if (read.length == 0 || read.length != begun) { // newer JDKs pass over one that is cut off
        throw new CertificateException("of " + begun + " only " + read.length + " can be read");
      }
      return read;
    } catch (CertificateException e) {
      throw new IOException("not certificates in PEM: " + file, e);
    }
  }

  private PrivateKey privateKey(String kind) throws IOException, GeneralSecurityException {
    Matcher block = PKCS8.matcher(Files.readString(key, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new IOException("not a private key in PEM (PKCS#8): " + key);
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
      return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IllegalArgumentException e) {
      throw new IOException("not a private key in PEM (PKCS#8): " + key, e);
    } catch (GeneralSecurityException e) {
      throw anothersKey();
    }
  }

  private static boolean belongTogether(PrivateKey own, PublicKey certified, Signature signature) {
    byte[] anything = certified.getEncoded();
    try {
      signature.initSign(own);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private IOException anothersKey() {
    return new IOException("the key in " + key + " is not that of the certificate in " + certificate
        + ", which has to be the first of its chain");
  }

  @Override
  public Object version() throws IOException {
    return List.of(version(certificate), version(key));
  }

  static List<Object> version(Path file) throws IOException {
    return List.of(Files.getLastModifiedTime(file), Files.size(file), file.toRealPath());
  }
}
