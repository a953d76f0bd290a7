package dev.sluice.server.routing;

import dev.sluice.server.config.Scope;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Router;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the route of a request; answers what no route is for: methods that there are not, and which
 * ones there are. Immutable, any loop.
 */
public final class RouteTable implements Router {
  private static final String SERVER = "*";

  private final List<Resource> resources;
  private final String allMethods;
  private final Runnable requireReady;

  /**
   * Offers routes.
   *
   * @param requireReady throws while nothing is answered any more but health and figures
   */
  public RouteTable(List<Route> routes, Runnable requireReady) {
    this.resources = resources(routes);
    this.allMethods = allMethods(resources);
    this.requireReady = requireReady;
  }

  private static List<Resource> resources(List<Route> routes) {
    Map<String, List<Route>> byPath = routes.stream()
        .collect(Collectors.groupingBy(Route::path, LinkedHashMap::new, Collectors.toList()));
    return byPath.entrySet().stream()
        .map(path -> Resource.of(path.getKey(), path.getValue()))
        .toList();
  }

  private static String allMethods(List<Resource> resources) {
    Set<String> methods = new LinkedHashSet<>();
    resources.forEach(resource -> methods.addAll(List.of(resource.methods().split(", "))));
    methods.remove(HttpMethod.OPTIONS.name());
    methods.add(HttpMethod.OPTIONS.name()); // last, as everywhere
    return String.join(", ", methods);
  }

  @Override
  public RequestBody route(Exchange exchange) {
    String path = exchange.query().path();
    for (Resource resource : resources) {
      String parameter = resource.match(path);
      if (parameter != null) {
        return route(resource, new Call(exchange, parameter));
      }
    }
    if (path.equals(SERVER) && exchange.method().equals(HttpMethod.OPTIONS)) {
      return options(exchange, allMethods);
    }
    throw new ProblemException(Problem.notFound("there is nothing at this path"));
  }

  private RequestBody route(Resource resource, Call call) {
    HttpMethod method = call.exchange().method();
    Route route = resource.routes().get(method);
    if (route != null) {
      return handle(route, call);
    }
    if (method.equals(HttpMethod.OPTIONS)) {
      return options(call.exchange(), resource.methods());
    }
    throw new ProblemException(Problem.methodNotAllowed(method.name(), resource.methods()));
  }

  private RequestBody handle(Route route, Call call) {
    if (route.scope() != Scope.OPEN && route.scope() != Scope.METRICS) {
      requireReady.run();
    }
    return route.handler().handle(call);
  }

  private static RequestBody options(Exchange exchange, String methods) {
    return RequestBody.none(() -> exchange.respond(Cors.options(exchange.headers(), methods)));
  }
}
