package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** The JDK's HTTP client, in as few words as tests need. */
public final class Http {
  /** One for all; it speaks HTTP/1.1 and keeps connections. */
  public static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Await.PATIENCE)
      .build();

  /** It asks to go over to HTTP/2, and sends all its requests over one connection then. */
  static final HttpClient CLIENT_2 = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_2)
      .connectTimeout(Await.PATIENCE)
      .build();

  private static final HttpClient TRUSTING = trusting(HttpClient.Version.HTTP_1_1);
  private static final HttpClient TRUSTING_2 = trusting(HttpClient.Version.HTTP_2);

  private Http() {}

  /** One that speaks HTTP/1.1 to an address, or tries HTTP/2; over TLS it trusts anybody. */
  static HttpClient client(URI address, boolean http2) {
    boolean encrypted = address.getScheme().endsWith("s");
    HttpClient trusting = http2 ? TRUSTING_2 : TRUSTING;
    return encrypted ? trusting : http2 ? CLIENT_2 : CLIENT;
  }

  /**
   * One for a client that breaks off what it has asked for: the JDK's closes a connection then that
   * may carry somebody else's answer by that time, so it is to be its own.
   */
  public static HttpClient newClient(boolean http2) {
    HttpClient.Version version = http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1;
    return HttpClient.newBuilder().version(version).build();
  }

  /**
   * Has a client's next requests meet a connection that speaks HTTP/2 already. JDK 17's takes bytes
   * of the answer for a frame's head, or waits for ever, where much of it comes along with the
   * answer to its upgrade: a proxy that checked the frames in between found them right.
   */
  static void goOverToHttp2(HttpClient client, URI address) {
    HttpRequest request = request("OPTIONS", address.resolve("/v1/subscribe"), new byte[0]);
    Await.value(client.sendAsync(request, BodyHandlers.discarding()));
  }

  private static HttpClient trusting(HttpClient.Version version) {
    return HttpClient.newBuilder()
        .version(version)
        .sslContext(Tls.TRUSTING)
        .connectTimeout(Await.PATIENCE)
        .build();
  }

  /** Sends a request without a body; headers are names and values in turn. */
  public static HttpResponse<String> send(String method, URI uri, String... headers) {
    return Await.value(sendAsync(request(method, uri, new byte[0], headers)));
  }

  /** Gets a page. */
  public static HttpResponse<String> get(URI uri, String... headers) {
    return send("GET", uri, headers);
  }

  /** Posts a body. */
  public static HttpResponse<String> post(URI uri, byte[] body, String... headers) {
    return Await.value(sendAsync(request("POST", uri, body, headers)));
  }

  /** Posts a body as text in UTF-8. */
  public static HttpResponse<String> post(URI uri, String body, String... headers) {
    return post(uri, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Gets a page that comes when it comes. */
  public static CompletableFuture<HttpResponse<String>> getAsync(URI uri, String... headers) {
    return sendAsync(request("GET", uri, new byte[0], headers));
  }

  /** What a client puts into a path segment or a query. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return CLIENT.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static HttpRequest request(String method, URI uri, byte[] body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri)
        .method(
            method,
            body.length == 0 && !method.equals("POST")
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }
}
