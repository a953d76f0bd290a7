package dev.sluice.server.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.ContractTest;
import dev.sluice.server.contract.harness.Gateway;
import dev.sluice.server.contract.harness.RawConnection;
import dev.sluice.server.contract.harness.Settings;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An internal listener that is encrypted, and asks clients for a certificate. */
@ContractTest
class InternalTlsTest {
  @TempDir
  static Path directory;

  private X509Bundle authority;
  private X509Bundle strangers;
  private X509Bundle server;
  private Settings settings;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    authority = authority("CN=ours");
    strangers = authority("CN=theirs");
    server = issued("CN=gateway", authority);
    settings = Settings.defaults()
        .set("sluice.internal.tls.certificate", write("server.pem", server.getCertificatePathPEM()))
        .set("sluice.internal.tls.key", write("server.key", server.getPrivateKeyPEM()))
        .set("sluice.internal.tls.client-ca", write("ca.pem", authority.getRootCertificatePEM()));
    gateway = Gateway.start(settings);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void letsInWhoHasACertificateAndWritesDownWhose() throws Exception {
    try (Logged audit = Logged.by("sluice.audit")) {
      HttpResponse<String> response =
          send(issued("CN=alice", authority), "DELETE", "/v1/topics/none");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(audit.messages().get(0))
          .startsWith("DELETE /v1/topics/none by anyone (CN=alice) from 127.0.0.1:");
    }
  }

  @Test
  void keepsOutWhoHasNone() {
    assertThatThrownBy(() -> send(null, "GET", "/health/live")).isInstanceOf(IOException.class);
  }

  @Test
  void keepsOutWhoHasOneOfSomebodyElse() throws Exception {
    X509Bundle stranger = issued("CN=alice", strangers);

    assertThatThrownBy(() -> send(stranger, "GET", "/health/live")).isInstanceOf(IOException.class);
  }

  @Test
  void speaksNoClearText() {
    try (RawConnection connection = RawConnection.to(gateway.internalAddress())) {
      connection.request("GET", "/health/live");

      assertThat(connection.untilClosed()).doesNotContain("HTTP/1.1");
    }
  }

  @Test
  void trustsOthersWhenItHasReadItsConfigurationAgain() throws Exception {
    X509Bundle stranger = issued("CN=bob", strangers);
    gateway.configure(settings.set(
        "sluice.internal.tls.client-ca", write("others.pem", strangers.getRootCertificatePEM())));
    gateway.reload();

    assertThat(send(stranger, "GET", "/health/live").statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> send(issued("CN=alice", authority), "GET", "/health/live"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void keepsWhatItHasWhereTheNewOneIsBroken() throws Exception {
    gateway.configure(settings.set("sluice.internal.tls.certificate", write("broken.pem", "?")));
    gateway.reload();

    assertThat(send(issued("CN=alice", authority), "GET", "/health/live").statusCode())
        .isEqualTo(200);
  }

  private HttpResponse<String> send(@Nullable X509Bundle client, String method, String path)
      throws Exception {
    KeyManager[] keys = client == null ? null : client.toKeyManagerFactory().getKeyManagers();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, server.toTrustManagerFactory().getTrustManagers(), new SecureRandom());
    URI uri = URI.create("https://localhost:" + gateway.internalAddress().getPort() + path);
    HttpRequest request = HttpRequest.newBuilder(uri)
        .method(method, HttpRequest.BodyPublishers.noBody())
        .build();
    return HttpClient.newBuilder()
        .sslContext(context)
        .build()
        .send(request, BodyHandlers.ofString());
  }

  private static X509Bundle authority(String name) throws Exception {
    return new CertificateBuilder()
        .subject(name)
        .ecp256()
        .setIsCertificateAuthority(true)
        .buildSelfSigned();
  }

  private static X509Bundle issued(String name, X509Bundle authority) throws Exception {
    return new CertificateBuilder()
        .subject(name)
        .ecp256()
        .addSanDnsName("localhost")
        .buildIssuedBy(authority);
  }

  private static String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
