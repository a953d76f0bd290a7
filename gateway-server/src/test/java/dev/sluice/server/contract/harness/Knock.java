package dev.sluice.server.contract.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries whether a client gets in, by whatever transport; it goes again at once. */
public final class Knock {
  private Knock() {}

  /**
   * The status that a subscription is answered with; 200 for a WebSocket, too. What is held after
   * the cursor has a poll answered.
   */
  public static int at(
      Gateway gateway, Mode mode, String topic, @Nullable String cursor, String... headerLines) {
    Subscribe subscribe = Subscribe.to(gateway.publicUrl(), List.of(topic)).with("cursor", cursor);
    URI uri = (mode.transport().equals("poll") ? subscribe.with("wait", "0") : subscribe).uri();
    return mode.name().endsWith("HTTP_2")
        ? http2(mode, uri, headerLines)
        : raw(gateway, mode, uri, headerLines);
  }

  private static int raw(Gateway gateway, Mode mode, URI uri, String... headerLines) {
    List<String> lines = new ArrayList<>(List.of(mode.headerLines()));
    lines.addAll(List.of(headerLines));
    try (RawConnection connection = RawConnection.to(gateway.publicAddress())) {
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      connection.request("GET", uri.getRawPath() + query, lines.toArray(String[]::new));
      int status = connection.head().status();
      return status == 101 ? 200 : status;
    }
  }

  private static int http2(Mode mode, URI uri, String... headerLines) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    List<String> lines = new ArrayList<>(List.of(mode.headerLines()));
    lines.addAll(List.of(headerLines));
    for (String line : lines) {
      int colon = line.indexOf(':');
      request.header(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    HttpResponse<InputStream> response =
        Await.value(Http.CLIENT_2.sendAsync(request.build(), BodyHandlers.ofInputStream()));
    try {
      response.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return response.statusCode();
  }
}
