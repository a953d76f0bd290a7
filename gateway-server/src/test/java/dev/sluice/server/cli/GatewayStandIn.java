package dev.sluice.server.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers requests with what a test wrote down, in order; after that, with 410. Any thread. */
final class GatewayStandIn implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Answer> script;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  GatewayStandIn(Answer... script) throws IOException {
    this.script = new ArrayDeque<>(List.of(script));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request; waits for it. */
  Request takeRequest() throws InterruptedException {
    return requests.take();
  }

  /** The method and URI of every request that has come and was not taken. */
  List<String> requestLines() {
    List<Request> all = new ArrayList<>();
    requests.drainTo(all);
    return all.stream().map(request -> request.method() + " " + request.uri()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().toString(),
        exchange.getRequestHeaders(),
        body));
    Answer answer = script.poll();
    (answer == null ? Answer.problem(410, "the script is over") : answer).send(exchange);
  }
}
