package dev.sluice.server.transport.longpoll;

import dev.sluice.core.fanout.LoopExecutor;
import dev.sluice.core.topic.Position;
import dev.sluice.server.http.Response;
import dev.sluice.server.http.SharedResponse;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer that was made last, until the loop's turn ends. Most who wait for a topic, or come for
 * what was published just now, have seen the same and ask in the same way: they get the same bytes,
 * which are made once then. Belongs to a loop.
 */
final class LastAnswer {
  private final Runnable onTurnEnd = this::onTurnEnd;
  private @Nullable Position from;
  private @Nullable Position to;
  private @Nullable PollResponse like;
  private @Nullable SharedResponse answer;
  private int messageBytes;
  private boolean endsWithTurn;

  /**
   * The same answer once more.
   *
   * @param after what its client has seen of its one topic
   * @param upTo the last message that it is to get
   * @return null where that is another answer
   */
  @Nullable Response again(Position after, Position upTo, PollResponse response) {
    SharedResponse last = answer;
    PollResponse first = like;
    if (last == null
        || first == null
        || !upTo.equals(to)
        || !after.equals(from)
        || !first.answersLike(response)) {
      return null;
    }
    return last.one();
  }

  /** Bytes of the messages in it. */
  int messageBytes() {
    return messageBytes;
  }

  /** Makes an answer and keeps it; the messages stay the caller's. */
  Response make(Position after, Position upTo, ByteBuf messages, PollResponse response) {
    forget();
    SharedResponse made = new SharedResponse(response.with(upTo.text(), messages, List.of()));
    from = after;
    to = upTo;
    like = response;
    answer = made;
    messageBytes = messages.readableBytes();
    endWithTurn(response.exchange().loop());
    return made.one();
  }

  private void endWithTurn(LoopExecutor loop) {
    if (!endsWithTurn) {
      endsWithTurn = true;
      loop.executeAfterTurn(onTurnEnd);
    }
  }

  private void onTurnEnd() {
    endsWithTurn = false;
    forget();
  }

  private void forget() {
    if (answer != null) {
      answer.release();
    }
    from = null;
    to = null;
    like = null;
    answer = null;
  }
}
