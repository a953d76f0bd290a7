package dev.sluice.server.net;

import dev.sluice.core.metrics.Transport;
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.auth.Access;
import dev.sluice.server.auth.AccessDeniedException;
import dev.sluice.server.auth.Act;
import dev.sluice.server.auth.Authenticator;
import dev.sluice.server.auth.Caller;
import dev.sluice.server.http.Cors;
import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Router;
import dev.sluice.server.http.WebSocketOpening;
import dev.sluice.server.transport.Identification;
import dev.sluice.server.transport.SubscriberTransport;
import dev.sluice.server.transport.SubscriptionRequest;
import dev.sluice.server.transport.SubscriptionRequests;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the public listener offers: one URL a topic, one for several, each over every transport.
 * Immutable, any loop.
 *
 * @param requests reads what subscribers ask for
 * @param tokens finds what shows who asks
 * @param authenticator says who that is
 * @param access says who may
 * @param clients says who asks, and how much that client may use
 * @param readiness whether new work is taken on
 * @param transports one for each way
 */
public record PublicApi(
    SubscriptionRequests requests,
    TokenReader tokens,
    Authenticator authenticator,
    Access access,
    Clients clients,
    Readiness readiness,
    Map<Transport, SubscriberTransport> transports)
    implements Router {
  private static final Logger LOG = LoggerFactory.getLogger(PublicApi.class);
  private static final String TOPICS = "/v1/topics/";
  private static final String SUBSCRIBE = "/v1/subscribe";
  private static final String METHODS = "GET, HEAD, OPTIONS";

  @Override
  public RequestBody route(Exchange exchange) {
    readiness.require();
    String path = exchange.query().path();
    if (path.equals(SUBSCRIBE)) {
      return route(exchange, null);
    }
    if (path.startsWith(TOPICS) && path.indexOf('/', TOPICS.length()) < 0) {
      return route(exchange, path.substring(TOPICS.length()));
    }
    if (path.equals("*") && exchange.method().equals(HttpMethod.OPTIONS)) {
      return options(exchange);
    }
    throw new ProblemException(
        Problem.notFound("there is " + TOPICS + "{topic} and " + SUBSCRIBE + " here"));
  }

  private RequestBody route(Exchange exchange, @Nullable String topic) {
    HttpMethod method = exchange.method();
    if (method.equals(HttpMethod.OPTIONS)) {
      return options(exchange);
    }
    boolean readable = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    if (!readable && exchange.webSocketOpening() == WebSocketOpening.NONE) {
      throw new ProblemException(Problem.methodNotAllowed(method.name(), METHODS));
    }
    SubscriptionRequest request = requests.read(exchange, topic);
    if (request.topics().isEmpty() && request.transport() != Transport.WS) {
      throw new ProblemException(Problem.badRequest("parameter topic is missing"));
    }
    return RequestBody.none(() -> identify(exchange, request));
  }

  private void identify(Exchange exchange, SubscriptionRequest request) {
    PresentedToken token = authenticator.takesTokens() ? tokens.read(exchange) : null;
    if (token == null) {
      accept(exchange, request);
      return;
    }
    PendingRequest pending = new PendingRequest(exchange);
    Identification.of(
        authenticator,
        token.text(),
        exchange.loop(),
        caller -> pending.goOn(() -> {
          exchange.identify(caller);
          accept(exchange, request);
        }),
        denied -> pending.goOn(() -> onDenied(exchange, request, token, denied)));
  }

  private void onDenied(
      Exchange exchange,
      SubscriptionRequest request,
      PresentedToken token,
      AccessDeniedException denied) {
    if (!token.isAmbient() || !request.topics().stream().allMatch(this::isForAnyone)) {
      throw denied;
    }
    accept(exchange, request);
  }

  private boolean isForAnyone(String topic) {
    return access.allows(Caller.ANONYMOUS, Act.SUBSCRIBE, topic);
  }

  private void accept(Exchange exchange, SubscriptionRequest request) {
    for (String topic : request.topics()) {
      access.require(exchange.caller(), Act.SUBSCRIBE, topic);
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} asks for {} by {}",
          clients.client(exchange),
          request.topics(),
          request.transport().label());
    }
    clients.admit(exchange, request);
    clients.note(exchange);
    transport(request).accept(exchange, request);
  }

  private static RequestBody options(Exchange exchange) {
    return RequestBody.none(() -> exchange.respond(Cors.options(exchange.headers(), METHODS)));
  }

  @SuppressWarnings("NullAway") // there is one for each
  private SubscriberTransport transport(SubscriptionRequest request) {
    return transports.get(request.transport());
  }
}
