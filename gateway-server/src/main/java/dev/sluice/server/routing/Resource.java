package dev.sluice.server.routing;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is at one path, and by which methods. Immutable, any thread.
 *
 * @param prefix of the path; with a parameter, what is before it
 * @param suffix what is behind the parameter, null where there is none
 * @param routes by method
 * @param methods those that are answered, for an Allow header
 */
record Resource(
    String prefix, @Nullable String suffix, Map<HttpMethod, Route> routes, String methods) {

  static Resource of(String path, List<Route> routes) {
    Map<HttpMethod, Route> byMethod = new LinkedHashMap<>();
    List<String> methods = new ArrayList<>();
    for (Route route : routes) {
      byMethod.put(route.method(), route);
      methods.add(route.method().name());
      if (route.method().equals(HttpMethod.GET)) {
        byMethod.put(HttpMethod.HEAD, route);
        methods.add("HEAD");
      }
    }
    methods.add("OPTIONS");
    int begin = path.indexOf('{');
    int end = path.indexOf('}') + 1;
    return new Resource(
        begin < 0 ? path : path.substring(0, begin),
        begin < 0 ? null : path.substring(end),
        byMethod,
        String.join(", ", methods));
  }

  /** What a path has for the parameter, empty where there is none; null for another path. */
  @Nullable String match(String path) {
    if (suffix == null) {
      return path.equals(prefix) ? "" : null;
    }
    int end = path.length() - suffix.length();
    boolean fits = end >= prefix.length() && path.startsWith(prefix) && path.endsWith(suffix);
    if (!fits) {
      return null;
    }
    int slash = path.indexOf('/', prefix.length());
    return slash >= 0 && slash < end ? null : path.substring(prefix.length(), end);
  }
}
