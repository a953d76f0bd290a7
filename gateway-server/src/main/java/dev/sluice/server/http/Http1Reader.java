package dev.sluice.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request, and the next one only when it is told that the first was answered. So
 * pipelined requests are answered in order, what follows a protocol change is not taken for HTTP,
 * and what a client sends meanwhile is bounded: above the bound nothing is read from its socket.
 * Belongs to its connection's loop.
 *
 * <p>A request that comes whole is read from the buffer that it came in, and between two requests
 * there is nothing here: most connections wait most of the time.
 */
final class Http1Reader {
  private static final int MAX_WAITING_BYTES = 64 * 1024;

  private final Http1Connection connection;
  private final Channel channel;
  private final Http1Limits limits;
  private @Nullable Http1Head head;
  private @Nullable Http1Body body;

  /** What has come and can't be read yet. */
  private @Nullable ByteBuf waiting;

  private boolean reading;
  private boolean paused;
  private boolean discarding;
  private @Nullable Consumer<ByteBuf> successor;

  Http1Reader(Http1Connection connection, Channel channel, Http1Limits limits) {
    this.connection = connection;
    this.channel = channel;
    this.limits = limits;
  }

  /** True where some of a request's head has come, but not all. */
  boolean hasPartialHead() {
    return head != null;
  }

  /** Reads what has come, and takes the buffer over. */
  void read(ByteBuf in) {
    ByteBuf before = waiting;
    if (before == null) {
      readAll(in);
    } else {
      before.discardSomeReadBytes().writeBytes(in);
      in.release();
      readAll(before);
    }
  }

  /** Goes on with the next request. */
  void resume() {
    paused = false;
    readOn();
  }

  /** Drops what is there and what comes: no request follows. */
  void discard() {
    discarding = true;
    readOn();
  }

  /** Gives what is there to another, once; nothing is read here any more. */
  void giveUp(Consumer<ByteBuf> taker) {
    paused = true;
    successor = taker;
    readOn();
  }

  private void readOn() {
    if (channel.isActive() && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
    ByteBuf before = waiting;
    if (before != null && !reading) {
      readAll(before);
    }
  }

  private void readAll(ByteBuf in) {
    reading = true;
    try {
      boolean goesOn = true;
      while (goesOn && in.isReadable() && !paused && !discarding) {
        goesOn = tryReadPart(in);
      }
    } finally {
      reading = false;
      keep(in);
    }
  }

  /** Buffers that come in are large, and what is left in them is mostly small or nothing. */
  private void keep(ByteBuf rest) {
    Consumer<ByteBuf> taker = successor;
    if (taker != null) {
      waiting = null;
      taker.accept(rest);
    } else if (discarding || !rest.isReadable()) {
      waiting = null;
      rest.release();
    } else if (rest != waiting) {
      waiting = channel.alloc().buffer(rest.readableBytes()).writeBytes(rest);
      rest.release();
    }
    if (paused && waiting != null && waiting.readableBytes() > MAX_WAITING_BYTES) {
      channel.config().setAutoRead(false);
    }
  }

  /** Reads a head or a body; false where more has to come first. */
  private boolean tryReadPart(ByteBuf in) {
    Http1Body begun = body;
    try {
      return begun == null ? tryReadHead(in) : tryReadBody(begun, in);
    } catch (RuntimeException failure) {
      connection.refuse(Problems.of(failure));
      return true;
    }
  }

  private boolean tryReadHead(ByteBuf in) {
    Http1Head begun = head;
    if (begun == null) {
      begun = Http1Head.ofRequest(limits);
      head = begun;
    }
    if (!begun.read(in)) {
      return false;
    }
    head = null;
    begin(begun.request());
    return true;
  }

  private void begin(HttpRequest request) {
    Http1Rules.check(request);
    long length = Http1Framing.length(request);
    if (length == 0) {
      paused = true;
      connection.onHead(request, length);
      connection.onEnd();
      return;
    }
    boolean chunked = length == Http1Framing.CHUNKED;
    body = chunked ? new Http1ChunkedBody(limits) : new Http1LengthBody(length);
    connection.onHead(request, length);
  }

  private boolean tryReadBody(Http1Body begun, ByteBuf in) {
    int end = in.writerIndex();
    int count;
    while ((count = begun.next(in)) > 0) {
      int next = in.readerIndex() + count;
      connection.onBytes(in.writerIndex(next));
      in.setIndex(next, end);
    }
    if (count != Http1Body.COMPLETE) {
      return false;
    }
    body = null;
    paused = true;
    connection.onEnd();
    return true;
  }
}
