package dev.sluice.server.admin;

import dev.sluice.server.http.Response;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What the internal listener offers, in OpenAPI 3.1: a file as it is. Any thread. */
public final class ApiDescription {
  private static final byte[] JSON = read("/openapi.json");

  private ApiDescription() {}

  /** {@code GET /openapi.json}. */
  public static Response answer() {
    return new Response(200).body("application/json", Unpooled.wrappedBuffer(JSON));
  }

  private static byte[] read(String resource) {
    try (InputStream in = ApiDescription.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
