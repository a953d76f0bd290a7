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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the route of a request, and lets those in who have a key with its scope; answers what no
 * route is for: methods that there are not, and which ones there are. Immutable, any loop.
 */
public final class RouteTable implements Router {
  private static final String SERVER = "*";

  private final List<Resource> resources;
  private final String allMethods;
  private final Supplier<ApiKeys> keys;
  private final Runnable requireReady;

  /**
   * Offers routes.
   *
   * @param keys gives those that hold now
   * @param requireReady throws while nothing is answered any more but health and figures
   */
  public RouteTable(List<Route> routes, Supplier<ApiKeys> keys, Runnable requireReady) {
    this.resources = resources(routes);
    this.allMethods = allMethods(resources);
    this.keys = keys;
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
    resources.forEach(resource -> methods.addAll(List.of(resource.methods().split(", ", -1))));
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
        return route(resource, exchange, parameter);
      }
    }
    if (path.equals(SERVER) && exchange.method().equals(HttpMethod.OPTIONS)) {
      return options(exchange, allMethods);
    }
    throw new ProblemException(Problem.notFound("there is nothing at this path"));
  }

  private RequestBody route(Resource resource, Exchange exchange, String parameter) {
    HttpMethod method = exchange.method();
    Route route = resource.routes().get(method);
    if (route != null) {
      return handle(route, exchange, parameter);
    }
    if (method.equals(HttpMethod.OPTIONS)) {
      return options(exchange, resource.methods());
    }
    throw new ProblemException(Problem.methodNotAllowed(method.name(), resource.methods()));
  }

  private RequestBody handle(Route route, Exchange exchange, String parameter) {
    if (route.scope() == Scope.OPEN) {
      return route.handler().handle(new Call(exchange, parameter, ApiKey.ANYONE, note -> {}));
    }
    AdminAct act = route.scope() == Scope.ADMIN ? AdminAct.begin(exchange) : null;
    ApiKey key = keys.get().require(exchange.headers());
    if (act != null) {
      act.by(key.name());
    }
    key.require(route.scope());
    if (route.scope() != Scope.METRICS) {
      requireReady.run();
    }
    Consumer<String> audit = act == null ? note -> {} : act::note;
    return route.handler().handle(new Call(exchange, parameter, key, audit));
  }

  private static RequestBody options(Exchange exchange, String methods) {
    return RequestBody.none(() -> exchange.respond(Cors.options(exchange.headers(), methods)));
  }
}
