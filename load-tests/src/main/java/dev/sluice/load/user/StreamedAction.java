package dev.sluice.load.user;

import com.typesafe.scalalogging.Logger;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Subscriber;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.http.cache.SslContextSupport;
import io.gatling.http.client.HttpListener;
import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.engine.HttpEngine;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import org.slf4j.LoggerFactory;

/**
 * Sends a {@link StreamedRequest} and goes on with the scenario when its subscriber leaves. One for
 * all virtual users; called on each one's event loop.
 */
final class StreamedAction implements Action {
  private final StreamedRequest request;
  private final HttpEngine engine;
  private final CoreComponents gatling;
  private final Action next;
  private Logger logger = Logger.apply(LoggerFactory.getLogger(StreamedAction.class));

  StreamedAction(StreamedRequest request, HttpEngine engine, CoreComponents gatling, Action next) {
    this.request = request;
    this.engine = engine;
    this.gatling = gatling;
    this.next = next;
  }

  @Override
  public String name() {
    return "streamed";
  }

  @Override
  public void execute(Session session) {
    var user = new io.gatling.javaapi.core.Session(session);
    Subscriber subscriber = Users.subscriber(user);
    StreamedAnswer answer = new StreamedAnswer(
        subscriber,
        request.reading() == Reading.STALLING ? request.plan().stallMillis() : 0,
        () -> request.leaving().due(user),
        new Report(gatling, session, subscriber.transport().title(), next));
    HttpListener listener = subscriber.transport() == Transport.WS
        ? new StreamedFrames(answer)
        : new StreamedLines(answer);
    engine.executeRequest(
        toRequest(subscriber),
        session.userId(),
        false,
        session.eventLoop(),
        listener,
        SslContextSupport.sslContexts(session));
  }

  private Request toRequest(Subscriber subscriber) {
    String base = request.plan().publicUrl();
    Transport transport = subscriber.transport();
    String url = transport == Transport.WS ? base.replaceFirst("^http", "ws") : base;
    RequestBuilder builder = new RequestBuilder(
            transport.title(),
            HttpMethod.GET,
            Uri.create(url + subscriber.path()),
            InetAddressNameResolver.JAVA_RESOLVER)
        .setRequestTimeout(transport == Transport.WS ? request.plan().longestMillis() : -1);
    if (transport != Transport.WS) {
      builder.addHeader(
          HttpHeaderNames.ACCEPT,
          transport == Transport.SSE ? "text/event-stream" : "application/x-ndjson");
    }
    return builder.build();
  }

  // What Scala's StrictLogging asks of a class that is not written in Scala.

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger given) {
    logger = given;
  }
}
