package dev.sluice.server.token;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Fetches key sets, within bounds of time and size. Any thread; it blocks nobody. */
final class JwksClient {
  private static final int MAX_BYTES = 1 << 20;

  private final long timeoutMillis;

  /** Made when first used, as most gateways need none; guarded by this. */
  private @Nullable HttpClient client;

  JwksClient(Duration timeout) {
    this.timeoutMillis = timeout.toMillis();
  }

  /** The text at a URL, and only there: where it points to, nobody goes. */
  CompletableFuture<String> fetch(URI url) {
    HttpRequest request = HttpRequest.newBuilder(url)
        .header("Accept", "application/jwk-set+json, application/json")
        .build();
    CompletableFuture<HttpResponse<String>> exchange =
        client().sendAsync(request, info -> new BoundedBody(MAX_BYTES));
    return exchange
        .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS) // of all of it, the body included
        .whenComplete((response, failure) -> exchange.cancel(true))
        .thenCompose(JwksClient::body);
  }

  private static CompletableFuture<String> body(HttpResponse<String> response) {
    return response.statusCode() == 200
        ? CompletableFuture.completedFuture(response.body())
        : CompletableFuture.failedFuture(
            new IOException("the answer is HTTP status " + response.statusCode()));
  }

  private synchronized HttpClient client() {
    HttpClient present = client;
    if (present == null) {
      present = HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofMillis(timeoutMillis))
          .build();
      client = present;
    }
    return present;
  }
}
