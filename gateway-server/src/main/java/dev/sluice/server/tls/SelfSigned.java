package dev.sluice.server.tls;

import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate for localhost that nobody vouches for, made by the JDK's keytool for this run. Any
 * thread.
 */
public record SelfSigned() implements CertificateSource {
  private static final String STORE_TYPE = "PKCS12";
  private static final String PASSWORD_VARIABLE = "STORE_PASSWORD";

  @Override
  public SslContextBuilder load() throws IOException, GeneralSecurityException {
    Path directory = Files.createTempDirectory("sluice-tls");
    Path store = directory.resolve("self-signed.p12");
    String password = UUID.randomUUID().toString();
    try {
      make(store, password);
      return SslContextBuilder.forServer(keys(store, password.toCharArray()));
    } finally {
      Files.deleteIfExists(store);
      Files.delete(directory);
    }
  }

  @Override
  public Object version() {
    return "made once";
  }

  private static void make(Path store, String password) throws IOException {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = List.of(
        keytool,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1,ip:::1",
        "-validity",
        "30",
        "-storetype",
        STORE_TYPE,
        "-keystore",
        store.toString(),
        "-storepass:env",
        PASSWORD_VARIABLE);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put(PASSWORD_VARIABLE, password);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("keytool could not make a certificate: " + output.strip());
    }
  }

  private static KeyManagerFactory keys(Path store, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance(STORE_TYPE);
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, password);
    return factory;
  }
}
