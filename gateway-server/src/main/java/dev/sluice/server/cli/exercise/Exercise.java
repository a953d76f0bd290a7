package dev.sluice.server.cli.exercise;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a gateway a moment of its ordinary work: subscribers of every transport, publishers, and
 * clients that come and go. What the JVM learns of it is kept for later starts (see bin/gateway):
 * which classes there are and which way calls go, not what is called often. The JVM counts on from
 * what it has learned, so that after a long exercise it would compile everything at once when the
 * first clients come. Blocks its thread.
 */
public final class Exercise {
  private static final String TOPIC = "/v1/topics/exercise";
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String WEB_SOCKET = """
      Connection: Upgrade\r
      Upgrade: websocket\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: c2x1aWNlIHNheXMgaGkhIQ==\r
      """;

  private static final List<String> SUBSCRIPTIONS = List.of(
      get(TOPIC, WEB_SOCKET),
      get(TOPIC, WEB_SOCKET + "Sec-WebSocket-Protocol: sluice.v1\r\n"),
      get(TOPIC, "Accept: text/event-stream\r\n"),
      get(TOPIC, "Accept: application/x-ndjson\r\n"),
      get(TOPIC, "Prefer: wait=60\r\n"));

  private static final int SUBSCRIBERS = 100;
  private static final int PUBLISHERS = 8;
  private static final int ROUNDS = 20;
  private static final int BULKS = 4;
  private static final int LINES = 500;
  private static final int VISITORS = 400;
  private static final String DATA =
      "{\"bid\":1.0841,\"ask\":1.0843,\"text\":\"" + "x".repeat(90) + "\"}";

  private final InetSocketAddress publicAddress;
  private final InetSocketAddress internalAddress;
  private final List<Peer> subscribers = new ArrayList<>();
  private final List<Peer> publishers = new ArrayList<>();

  /** Talks to a gateway. */
  public Exercise(InetSocketAddress publicAddress, InetSocketAddress internalAddress) {
    this.publicAddress = publicAddress;
    this.internalAddress = internalAddress;
  }

  /**
   * Does all of it.
   *
   * @throws IOException if the gateway does not play along
   */
  public void run() throws IOException {
    try {
      comeAndGo();
      subscribe();
      publish();
      publishInBulk();
    } finally {
      for (Peer peer : subscribers) {
        peer.close();
      }
      for (Peer peer : publishers) {
        peer.close();
      }
    }
  }

  private void comeAndGo() throws IOException {
    for (int i = 0; i < VISITORS; i++) {
      try (Peer visitor =
          new Peer(publicAddress, SUBSCRIPTIONS.get(i % (SUBSCRIPTIONS.size() - 1)))) {
        visitor.read();
      }
    }
  }

  private void subscribe() throws IOException {
    for (String subscription : SUBSCRIPTIONS) {
      for (int i = 0; i < SUBSCRIBERS; i++) {
        subscribers.add(new Peer(publicAddress, subscription));
      }
    }
  }

  private void publish() throws IOException {
    String message = post(TOPIC, "text/plain", DATA);
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(new Peer(internalAddress, message));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Peer publisher : publishers) {
        publisher.read();
        publisher.send(message);
      }
      for (Peer subscriber : subscribers) {
        subscriber.readOn();
      }
    }
  }

  private void publishInBulk() throws IOException {
    String line = "{\"topics\":[\"exercise.bulk\"],\"data\":" + DATA + "}\n";
    String bulk = post("/v1/publish", "application/x-ndjson", line.repeat(LINES));
    try (Peer publisher = new Peer(internalAddress, bulk)) {
      for (int i = 1; i < BULKS; i++) {
        publisher.read();
        publisher.readOn();
        publisher.send(bulk);
      }
    }
  }

  private static String get(String path, String headers) {
    return "GET " + path + HOST + headers + "\r\n";
  }

  private static String post(String path, String type, String body) {
    return "POST " + path + HOST + "Content-Type: " + type + "\r\nContent-Length: " + body.length()
        + "\r\n\r\n" + body;
  }
}
