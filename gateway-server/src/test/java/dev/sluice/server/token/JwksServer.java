package dev.sluice.server.token;

import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Where an issuer publishes its keys. */
public final class JwksServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger redirected = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = "";
  private volatile CompletableFuture<Void> held = CompletableFuture.completedFuture(null);

  /** Starts one that has no keys yet. */
  public JwksServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/jwks.json", this::answer);
    server.createContext("/elsewhere", exchange -> {
      redirected.incrementAndGet();
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    });
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    held.join();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /** The keys' address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
  }

  /** Publishes these keys and no other. */
  public void publish(JWK... keys) {
    answer(TestKeys.jwkSet(keys));
  }

  /** Answers anything. */
  void answer(String text) {
    status = 200;
    body = text;
  }

  /** Answers an error. */
  public void fail(int code) {
    status = code;
    body = "";
  }

  /** Points elsewhere. */
  void redirect() {
    status = 302;
    body = "";
  }

  /** Gives no answer until what is returned completes. */
  public CompletableFuture<Void> holdAnswers() {
    held = new CompletableFuture<>();
    return held;
  }

  /** How often it was asked. */
  public int requests() {
    return requests.get();
  }

  /** How often somebody went where it points to. */
  int redirected() {
    return redirected.get();
  }

  @Override
  public void close() {
    held.complete(null);
    server.stop(0);
  }
}
