package dev.sluice.server.routing;

import dev.sluice.server.config.Scope;
import io.netty.handler.codec.http.HttpMethod;

/**
 * One thing that can be asked for. Immutable, any thread.
 *
 * @param method the method; GET is HEAD too
 * @param path its path, with at most one segment in braces that stands for any:
 *     {@code /v1/topics/{topic}}
 * @param scope what one needs for it
 * @param handler does it
 */
public record Route(HttpMethod method, String path, Scope scope, Handler handler) {
  /** A route to read something. */
  public static Route get(String path, Scope scope, Handler handler) {
    return new Route(HttpMethod.GET, path, scope, handler);
  }

  /** A route to add or to do something. */
  public static Route post(String path, Scope scope, Handler handler) {
    return new Route(HttpMethod.POST, path, scope, handler);
  }

  /** A route to take something away. */
  public static Route delete(String path, Scope scope, Handler handler) {
    return new Route(HttpMethod.DELETE, path, scope, handler);
  }
}
