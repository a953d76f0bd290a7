package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is put on a wire: status, headers, and a body that it owns until it is
 * written. Whoever makes one sets it up, and gives it to {@link Exchange}. Not for several threads.
 */
public final class Response {
  private final int status;
  private List<String> headers;
  private ByteBuf body = Unpooled.EMPTY_BUFFER;
  private boolean closing;

  /** What it is one of, as long as it is like all of those. */
  private @Nullable SharedResponse shared;

  /** An answer without headers and body. */
  public Response(int status) {
    this.status = status;
    this.headers = new ArrayList<>(16);
  }

  Response(SharedResponse shared) {
    this.status = shared.status();
    this.headers = shared.headers();
    this.shared = shared;
  }

  /** An answer with a JSON body. */
  public static Response json(int status, String body) {
    return new Response(status).body("application/json", body);
  }

  /** The answer to a problem. */
  public static Response of(Problem problem) {
    Response response = new Response(problem.status());
    for (int i = 0; i < problem.headers().length; i += 2) {
      response.header(problem.headers()[i], problem.headers()[i + 1]);
    }
    return response.header("Cache-Control", "no-store").body(Problem.CONTENT_TYPE, problem.json());
  }

  /**
   * Adds a header.
   *
   * @param value of visible ASCII characters and spaces: nothing that ends a line gets into a head
   */
  public Response header(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "header " + name + " can't have character " + (int) value.charAt(i));
      }
    }
    unshare();
    headers.add(name);
    headers.add(value);
    return this;
  }

  /** Sets the body. */
  public Response body(String contentType, String text) {
    return body(contentType, Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Sets the body, and takes the buffer over. */
  public Response body(String contentType, ByteBuf bytes) {
    body = bytes;
    return header("Content-Type", contentType);
  }

  /** Has the connection closed after it. */
  public Response closing() {
    closing = true;
    return this;
  }

  /** Lets go of a body that nobody waits for any more. */
  public void discard() {
    if (shared == null) {
      body.release();
    }
  }

  private void unshare() {
    if (shared != null) {
      headers = new ArrayList<>(headers);
      body = shared.body();
      shared = null;
    }
  }

  int status() {
    return status;
  }

  /** Names and values in turn. */
  List<String> headers() {
    return headers;
  }

  /** The body, which whoever takes it releases. */
  ByteBuf body() {
    unshare();
    return body;
  }

  /** What it is one of and wholly like; null where it is the only one. */
  @Nullable SharedResponse shared() {
    return shared;
  }

  boolean isClosing() {
    return closing;
  }
}
