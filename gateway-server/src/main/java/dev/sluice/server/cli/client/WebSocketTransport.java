package dev.sluice.server.cli.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** WebSocket with the subprotocol {@code sluice.v1}. One thread, which it blocks. */
final class WebSocketTransport implements Transport {
  private static final String SUBPROTOCOL = "sluice.v1";
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final long CLOSE_SECONDS = 1;

  /**
   * Close codes that say nothing against coming back: RFC 6455 7.4.1, its registry, 4008 lagged,
   * and 4029 too many.
   */
  private static final Set<Integer> COME_BACK =
      Set.of(1000, 1001, 1005, 1006, 1011, 1012, 1013, 1014, 4008, 4029);

  private final GatewayHttp http;
  private final Subscription subscription;

  WebSocketTransport(GatewayHttp http, Subscription subscription) {
    this.http = http;
    this.subscription = subscription;
  }

  @Override
  public void receive(@Nullable String cursor, Receiver receiver)
      throws IOException, InterruptedException {
    WebSocketInbox inbox = new WebSocketInbox();
    WebSocket socket = connect(subscription.webSocket(new UrlQuery().add("cursor", cursor)), inbox);
    try {
      if (!socket.getSubprotocol().equals(SUBPROTOCOL)) {
        throw new GiveUpException("the server does not speak " + SUBPROTOCOL);
      }
      receiver.onConnected();
      if (!deliver(inbox, socket, receiver)) {
        close(socket);
      }
    } finally {
      socket.abort();
    }
  }

  private WebSocket connect(URI uri, WebSocketInbox inbox)
      throws IOException, InterruptedException {
    try {
      WebSocket.Builder builder = http.client()
          .newWebSocketBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .subprotocols(SUBPROTOCOL);
      subscription.authorise(builder::header);
      return builder.buildAsync(uri, inbox).get();
    } catch (ExecutionException e) {
      throw handshakeFailure(e);
    }
  }

  private static IOException handshakeFailure(ExecutionException e) {
    if (e.getCause() instanceof WebSocketHandshakeException refused) {
      HttpResponse<?> response = refused.getResponse();
      return Refusal.of(response, String.valueOf(response.body()));
    }
    return e.getCause() instanceof IOException cause ? cause : new IOException(Reason.of(e), e);
  }

  /** Takes frames until the receiver has enough (false) or the gateway has closed (true). */
  private static boolean deliver(WebSocketInbox inbox, WebSocket socket, Receiver receiver)
      throws IOException, InterruptedException {
    while (true) {
      WebSocketEvent event = inbox.take(socket);
      if (event instanceof WebSocketEvent.Closed closed) {
        onClosed(closed);
        return true;
      }
      if (event instanceof WebSocketEvent.Broken broken) {
        throw new IOException(Reason.of(broken.failure()), broken.failure());
      }
      if (event instanceof WebSocketEvent.Frame frame && !onFrame(frame.text(), receiver)) {
        return false;
      }
    }
  }

  private static boolean onFrame(String frame, Receiver receiver) throws IOException {
    Incoming incoming = IncomingReader.read(frame);
    if (!(incoming instanceof Incoming.Fault fault)) {
      return receiver.onIncoming(incoming);
    }
    if (fault.code().equals("unavailable")) {
      throw new UnavailableException(fault.message(), Duration.ZERO);
    }
    throw new GiveUpException(fault.code() + ": " + fault.message());
  }

  private static void onClosed(WebSocketEvent.Closed closed) throws GiveUpException {
    if (!COME_BACK.contains(closed.code())) {
      throw new GiveUpException("closed by the gateway: " + closed.code() + " " + closed.reason());
    }
  }

  /** Says goodbye, but does not insist. */
  private static void close(WebSocket socket) throws InterruptedException {
    try {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The connection is of no more use either way.
    }
  }
}
