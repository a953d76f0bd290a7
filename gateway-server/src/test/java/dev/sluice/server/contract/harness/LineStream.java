package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** An HTTP answer that goes on and on, line by line: SSE and NDJSON. */
final class LineStream implements Flow.Subscriber<String>, AutoCloseable {
  private final Consumer<String> onLine;
  private final Inbox inbox;
  private final CompletableFuture<ResponseInfo> head = new CompletableFuture<>();
  private final CompletableFuture<Flow.Subscription> body = new CompletableFuture<>();
  private final CompletableFuture<HttpResponse<Void>> whole;

  /** Asks, and returns when the head of the answer is there. */
  LineStream(HttpClient client, URI uri, Inbox inbox, Consumer<String> onLine, String... headers) {
    this.onLine = onLine;
    this.inbox = inbox;
    HttpRequest request = HttpRequest.newBuilder(uri).headers(headers).build();
    this.whole = client
        .sendAsync(request, this::subscriber)
        .whenComplete((answer, failure) -> fail(failure));
    ResponseInfo info = Await.value(head);
    if (info.statusCode() != 200) {
      throw new AssertionError("expected 200, got " + info.statusCode() + " for " + uri);
    }
  }

  private BodySubscriber<Void> subscriber(ResponseInfo info) {
    head.complete(info);
    return BodySubscribers.fromLineSubscriber(this, lines -> null, StandardCharsets.UTF_8, null);
  }

  private void fail(Throwable failure) {
    if (failure != null && head.completeExceptionally(failure)) {
      inbox.put(new Told.Ended(-1, failure.toString()));
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    body.complete(subscription);
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(String line) {
    try {
      onLine.accept(line);
    } catch (RuntimeException | AssertionError e) {
      inbox.put(new Told.Ended(-1, "line not understood: " + line + ": " + e));
    }
  }

  @Override
  public void onError(Throwable failure) {
    inbox.put(new Told.Ended(-1, failure + ", caused by " + failure.getCause()));
  }

  @Override
  public void onComplete() {
    inbox.put(new Told.Ended(0, "complete"));
  }

  @Override
  public void close() {
    Await.value(body).cancel();
    whole.cancel(true);
  }
}
