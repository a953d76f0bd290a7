package dev.sluice.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.Logged;
import dev.sluice.server.contract.harness.Await;
import dev.sluice.server.http.OneRequest;
import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import dev.sluice.server.loop.LoopByHand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The thread for what takes too long for a loop. */
class BackgroundTest {
  @AutoClose
  private final Background background = new Background();

  private final LoopByHand loop = LoopByHand.begin();

  @Test
  void answersOnTheLoopWithWhatItMadeElsewhere() {
    List<Thread> makers = new ArrayList<>();
    try (OneRequest request = OneRequest.on(loop, "GET", "/")) {
      begin(request, () -> {
        makers.add(Thread.currentThread());
        return new Response(200).body("text/plain", "made");
      });

      assertThat(answer(request)).startsWith("HTTP/1.1 200 ").endsWith("made");
      assertThat(makers).doesNotContain(Thread.currentThread()).hasSize(1);
    }
  }

  @Test
  void answersWithTheProblemThatItMet() {
    try (OneRequest request = OneRequest.on(loop, "GET", "/")) {
      begin(request, () -> {
        throw new ProblemException(Problem.notFound("not here"));
      });

      assertThat(answer(request)).startsWith("HTTP/1.1 404 ").contains("not here");
    }
  }

  @Test
  void letsGoOfAnAnswerWhoseClientHasGone() {
    ByteBuf body = Unpooled.buffer(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (OneRequest request = OneRequest.on(loop, "GET", "/")) {
      begin(request, () -> {
        await(gone);
        return new Response(200).body("text/plain", body);
      });
      request.channel().close();
      gone.countDown();
      Await.until("the answer is let go", () -> {
        loop.turn();
        return body.refCnt() == 0;
      });

      assertThat(request.answer()).isEmpty();
    }
  }

  @Test
  void refusesMoreThanMayWait() {
    CountDownLatch release = new CountDownLatch(1);
    List<OneRequest> requests = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      requests.add(OneRequest.on(loop, "GET", "/"));
      begin(requests.get(i), () -> {
        await(release);
        return new Response(204);
      });
    }
    try (OneRequest oneMore = OneRequest.on(loop, "GET", "/")) {
      begin(oneMore, () -> new Response(204));
      assertThat(oneMore.answer()).startsWith("HTTP/1.1 503 ").contains("Retry-After");
    }
    release.countDown();
    for (OneRequest request : requests) {
      assertThat(answer(request)).startsWith("HTTP/1.1 204 ");
      request.close();
    }
  }

  @Test
  void repeatsATaskThatHasFailed() {
    AtomicInteger runs = new AtomicInteger();
    try (Logged logged = Logged.by(Background.class)) {
      background.every(Duration.ofMillis(1), () -> {
        if (runs.incrementAndGet() == 1) {
          throw new IllegalStateException("fails the first time");
        }
      });
      Await.until("it runs again", () -> runs.get() > 2);

      assertThat(logged.messages()).hasSize(1);
    }
  }

  private void begin(OneRequest request, Supplier<Response> make) {
    RequestBody body = background.answer(request.exchange(), make);
    body.onEnd();
  }

  private String answer(OneRequest request) {
    StringBuilder answer = new StringBuilder();
    Await.until("it is answered", () -> {
      loop.turn();
      return !answer.append(request.answer()).isEmpty();
    });
    return answer.toString();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
