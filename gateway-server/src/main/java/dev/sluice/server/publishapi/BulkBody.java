package dev.sluice.server.publishapi;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Problems;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * A body with an object a line: each is published as it comes in, and answered by a line in the
 * same order. A line that can't be published is answered with an error, and the others go on.
 * Belongs to its connection's loop.
 */
final class BulkBody implements RequestBody {
  private static final String CONTENT_TYPE = "application/x-ndjson";
  private static final byte LF = '\n';

  private final Exchange exchange;
  private final LinePublisher publisher;
  private final long maxBytes;
  private final LineBuffer line;
  private final ByteBuf answer = Unpooled.buffer();
  private long received;

  /** Publishes a line, and writes its answer once that is done. */
  @FunctionalInterface
  interface LinePublisher {
    void publish(byte[] bytes, int length, ByteBuf answer);
  }

  BulkBody(Exchange exchange, LinePublisher publisher, int maxLineBytes, long maxBytes) {
    this.exchange = exchange;
    this.publisher = publisher;
    this.maxBytes = maxBytes;
    this.line = new LineBuffer(maxLineBytes);
  }

  @Override
  public void onLength(long announced) {
    if (announced > maxBytes) {
      throw new ProblemException(tooLarge());
    }
  }

  @Override
  public void onBytes(ByteBuf bytes) {
    received += bytes.readableBytes();
    if (received > maxBytes) {
      answerError(tooLarge()); // what came before is published, and is told so
      respond(true);
      return;
    }
    int end;
    while ((end = bytes.bytesBefore(LF)) >= 0) {
      line.append(bytes, end);
      bytes.skipBytes(1);
      onLine();
    }
    line.append(bytes, bytes.readableBytes());
  }

  @Override
  public void onEnd() {
    onLine();
    respond(false);
  }

  private void onLine() {
    if (!line.isBlank()) {
      publishLine();
    }
    line.clear();
  }

  private void publishLine() {
    try {
      if (line.isTooLong()) {
        throw new ProblemException(Problem.tooLarge("the line", line.maxBytes()));
      }
      publisher.publish(line.bytes(), line.length(), answer);
      answer.writeByte(LF);
    } catch (RuntimeException failure) {
      answerError(Problems.of(failure));
    }
  }

  private void answerError(Problem problem) {
    ByteBufUtil.writeUtf8(answer, Receipts.error(problem.status(), problem.detail()));
    answer.writeByte(LF);
  }

  private void respond(boolean closing) {
    Response response = new Response(200).body(CONTENT_TYPE, answer);
    exchange.respond(closing ? response.closing() : response);
  }

  private Problem tooLarge() {
    return Problem.tooLarge("the body", maxBytes);
  }
}
