package dev.sluice.server.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends HTTP requests, and turns answers that are no success into exceptions. Any thread. */
public final class GatewayHttp {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient client;

  /**
   * HTTP/1.1 and no redirects: a gateway sends none, and an upgrade to HTTP/2 gains nothing here.
   */
  public GatewayHttp() {
    client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_TIMEOUT)
        .build();
  }

  HttpClient client() {
    return client;
  }

  /** The whole answer. */
  String text(HttpRequest request) throws IOException, InterruptedException {
    try (InputStream body = open(request)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The lines of an answer that goes on, until it ends or the taker has enough. */
  void lines(HttpRequest.Builder unfinished, String accept, Runnable onOpen, LineTaker taker)
      throws IOException, InterruptedException {
    HttpRequest request = unfinished.header("Accept", accept).build();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(request), StandardCharsets.UTF_8))) {
      onOpen.run();
      String line;
      do {
        line = lines.readLine();
      } while (line != null && taker.onLine(line));
    }
  }

  private InputStream open(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    InputStream body = response.body();
    if (response.statusCode() / 100 == 2) {
      return body;
    }
    try (body) {
      String problem = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      throw Refusal.of(response, problem);
    }
  }
}
