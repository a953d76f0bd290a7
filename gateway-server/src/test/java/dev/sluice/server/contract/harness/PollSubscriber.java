package dev.sluice.server.contract.harness;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks again and again: held requests, or ones that are answered at once. */
public final class PollSubscriber implements Subscriber {
  private static final Executor SOON = CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS);

  private final Inbox inbox;
  private final HttpClient client;
  private final URI base;
  private final List<String> topics;
  private final boolean held;
  private volatile boolean closed;
  private volatile @Nullable CompletableFuture<?> asking;

  /**
   * Begins to ask.
   *
   * @param cursor null to begin where a poll says that the present is
   * @param held whether requests wait for something
   */
  public PollSubscriber(
      HttpClient client, URI base, List<String> topics, @Nullable String cursor, boolean held) {
    this.client = client;
    this.inbox = new Inbox(topics.size());
    this.base = base;
    this.topics = topics;
    this.held = held;
    if (cursor == null || cursor.equals("latest")) {
      onAnswer(Await.value(get(Subscribe.to(base, topics).with("wait", "0").uri())), cursor);
    } else {
      ask(cursor);
    }
  }

  private void ask(@Nullable String cursor) {
    if (closed) {
      return;
    }
    URI uri = Subscribe.to(base, topics)
        .with("wait", held ? "60" : "0")
        .with("cursor", cursor)
        .uri();
    CompletableFuture<HttpResponse<String>> answer =
        cursor == null ? get(uri) : get(uri, "If-None-Match", quoted(cursor));
    asking = answer;
    answer
        .thenAccept(response -> onAnswer(response, cursor))
        .exceptionally(failure -> onFailure(failure, cursor));
  }

  private void onAnswer(HttpResponse<String> response, @Nullable String asked) {
    if (closed) {
      return;
    }
    if (response.statusCode() == 304) {
      SOON.execute(() -> ask(asked));
      return;
    }
    if (response.statusCode() != 200) {
      inbox.put(new Told.Ended(response.statusCode(), response.body()));
      return;
    }
    PollAnswer answer = PollAnswer.read(response.body());
    answer.gaps().forEach(inbox::put);
    answer.messages().forEach(inbox::put);
    if (!answer.cursor().equals(asked)) {
      inbox.put(new Told.At(answer.cursor()));
    }
    if (held) {
      ask(answer.cursor());
    } else {
      SOON.execute(() -> ask(answer.cursor()));
    }
  }

  /**
   * A poll that meets the end of a connection that was idle is asked anew; JDK 17 leaves that to
   * us.
   */
  private @Nullable Void onFailure(Throwable failure, @Nullable String cursor) {
    if (failure.toString().contains("GOAWAY")) {
      ask(cursor);
    } else if (!closed) {
      inbox.put(new Told.Ended(-1, failure.toString()));
    }
    return null;
  }

  private CompletableFuture<HttpResponse<String>> get(URI uri, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private static String quoted(String cursor) {
    return '"' + cursor + '"';
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void close() {
    closed = true;
    CompletableFuture<?> pending = asking;
    if (pending != null) {
      pending.cancel(true);
    }
  }
}
