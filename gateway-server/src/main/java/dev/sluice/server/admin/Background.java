package dev.sluice.server.admin;

import dev.sluice.server.http.Exchange;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.Problems;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for what takes too long for an event loop. Any thread. */
public final class Background implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);
  private static final int MAX_WAITING = 64;

  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, new DefaultThreadFactory("background", true));
  private final Semaphore places = new Semaphore(MAX_WAITING);

  /** Repeats a task; one that has failed, too. */
  public void every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    executor.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.error("a task failed", failure);
    }
  }

  /** Does something between its other tasks, and waits for it; not on its own thread. */
  public void await(Runnable task) {
    try {
      executor.submit(() -> run(task)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers a request with what the background thread makes. */
  public RequestBody answer(Exchange exchange, Supplier<Response> make) {
    return RequestBody.none(() -> begin(exchange, make));
  }

  private void begin(Exchange exchange, Supplier<Response> make) {
    if (!places.tryAcquire()) {
      exchange.respond(Response.of(Problem.unavailable("too many such requests at a time")));
      return;
    }
    Reply reply = Reply.to(exchange);
    executor.execute(() -> finish(reply, make));
  }

  private void finish(Reply reply, Supplier<Response> make) {
    Response response;
    try {
      response = make.get();
    } catch (RuntimeException failure) {
      response = Response.of(Problems.of(failure));
    } finally {
      places.release();
    }
    reply.send(response);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
