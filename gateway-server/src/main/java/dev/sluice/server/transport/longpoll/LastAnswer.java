package dev.sluice.server.transport.longpoll;

import dev.sluice.core.topic.Position;
import dev.sluice.server.http.Response;
import dev.sluice.server.http.SharedResponse;
import dev.sluice.server.transport.SubscriptionRequest;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer that was made last of a batch. Most who wait for a topic wait in the same way, and get
 * the same bytes, which are made once then. Belongs to a loop.
 */
final class LastAnswer {
  private @Nullable ByteBuf batch;
  private @Nullable Position position;
  private @Nullable SubscriptionRequest request;
  private @Nullable SharedResponse answer;

  /**
   * An answer with a batch.
   *
   * @param next where its one topic goes on
   */
  Response of(ByteBuf messages, Position next, PollResponse response) {
    SharedResponse last = answer;
    if (last == null
        || messages != batch
        || !next.equals(position)
        || request == null
        || !request.goesOnLike(response.request())) {
      forget();
      last = new SharedResponse(response.with(next.text(), messages, List.of()));
      batch = messages;
      position = next;
      request = response.request();
      answer = last;
    }
    return last.one();
  }

  /** A batch is handed out: nobody else gets an answer of it. */
  void forget(ByteBuf messages) {
    if (messages == batch) {
      forget();
    }
  }

  private void forget() {
    if (answer != null) {
      answer.release();
    }
    batch = null;
    position = null;
    request = null;
    answer = null;
  }
}
