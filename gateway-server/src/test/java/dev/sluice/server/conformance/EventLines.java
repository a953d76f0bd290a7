package dev.sluice.server.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.server.contract.harness.Await;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** The data of an event stream, which is read at once or when a test says so. */
final class EventLines implements Flow.Subscriber<String> {
  private static final String DATA = "data: ";

  private final boolean atOnce;
  private final List<String> data = new ArrayList<>();
  private final CompletableFuture<Flow.Subscription> body = new CompletableFuture<>();
  private final CompletableFuture<HttpClient.Version> version = new CompletableFuture<>();

  private EventLines(boolean atOnce) {
    this.atOnce = atOnce;
  }

  static EventLines reading() {
    return new EventLines(true);
  }

  static EventLines waiting() {
    return new EventLines(false);
  }

  /** Subscribes; returns when the server has agreed, in HTTP/2. */
  void open(HttpClient client, HttpRequest request) {
    client.sendAsync(request, head -> {
      version.complete(head.version());
      return BodySubscribers.fromLineSubscriber(this, lines -> null, UTF_8, null);
    });
    if (Await.value(version) != HttpClient.Version.HTTP_2) {
      throw new AssertionError("answered in " + Await.value(version));
    }
  }

  void read() {
    Await.value(body).request(Long.MAX_VALUE);
  }

  void close() {
    Await.value(body).cancel();
  }

  /** All that came, once it is so much. */
  List<String> data(int count) {
    Await.until(count + " messages", () -> size() >= count);
    synchronized (data) {
      return List.copyOf(data);
    }
  }

  private int size() {
    synchronized (data) {
      return data.size();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    body.complete(subscription);
    if (atOnce) {
      subscription.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(String line) {
    if (line.startsWith(DATA)) {
      synchronized (data) {
        data.add(line.substring(DATA.length()));
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    // what is missing then, the test says
  }

  @Override
  public void onComplete() {
    // likewise
  }
}
