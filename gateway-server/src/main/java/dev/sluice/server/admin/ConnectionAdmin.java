package dev.sluice.server.admin;

import dev.sluice.server.http.Problem;
import dev.sluice.server.http.ProblemException;
import dev.sluice.server.http.Query;
import dev.sluice.server.http.RequestBody;
import dev.sluice.server.http.Response;
import dev.sluice.server.loop.GatewayLoop;
import dev.sluice.server.loop.RollCall;
import dev.sluice.server.loop.Subscriber;
import dev.sluice.server.loop.SubscriberId;
import dev.sluice.server.routing.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What operators ask and do about connections. There is no list of them: every loop is asked for
 * its share when somebody wants to know. Any loop.
 */
public final class ConnectionAdmin {
  /** Each goes through all connections, so a few at a time are enough. */
  private static final int MAX_AT_A_TIME = 4;

  private static final String REASON = "disconnected by an operator";

  private final List<GatewayLoop> loops;
  private final Semaphore places = new Semaphore(MAX_AT_A_TIME);

  /** Administers the connections of these loops. */
  public ConnectionAdmin(List<GatewayLoop> loops) {
    this.loops = List.copyOf(loops);
  }

  /**
   * {@code GET /v1/connections}: by number, a page at a time; {@code after} is the last one of the
   * page before.
   */
  public RequestBody list(Call call) {
    Query query = call.exchange().query();
    ConnectionPage page =
        new ConnectionPage(ConnectionFilter.of(query), after(query), Paging.limit(query));
    List<ConnectionPage> shares = new ArrayList<>();
    loops.forEach(loop -> shares.add(page.another()));
    return ask(call, i -> shares.get(i)::take, () -> {
      shares.forEach(page::takeAll);
      return Response.json(200, page.json());
    });
  }

  /** {@code DELETE /v1/connections/{id}}. */
  public RequestBody disconnectOne(Call call) {
    long id = SubscriberId.parse(call.parameter());
    return disconnect(call, subscriber -> subscriber.id() == id, count -> {
      if (count == 0) {
        return Response.of(Problem.notFound("there is no connection " + call.parameter()));
      }
      return new Response(204);
    });
  }

  /**
   * {@code DELETE /v1/connections}: those of a user, or of a topic, or of both; never simply all.
   */
  public RequestBody disconnectSome(Call call) {
    ConnectionFilter filter = ConnectionFilter.of(call.exchange().query());
    if (!filter.isNarrow()) {
      throw new ProblemException(Problem.badRequest("user or topic has to say which are meant"));
    }
    return disconnect(
        call, filter::covers, count -> Response.json(200, "{\"disconnected\":" + count + "}"));
  }

  private RequestBody disconnect(
      Call call, Predicate<Subscriber> meant, IntFunction<Response> answer) {
    AtomicInteger count = new AtomicInteger();
    Consumer<Subscriber> each = subscriber -> {
      if (meant.test(subscriber)) {
        count.incrementAndGet();
        subscriber.disconnect(REASON);
      }
    };
    return ask(call, i -> each, () -> {
      call.audit().accept(count.get() + " disconnected");
      return answer.apply(count.get());
    });
  }

  /**
   * Goes through the connections of all loops, each on its own, and then answers.
   *
   * @param takers gives who takes the subscribers of the loop with a number
   */
  private RequestBody ask(
      Call call, IntFunction<Consumer<Subscriber>> takers, Supplier<Response> answer) {
    return RequestBody.none(() -> {
      if (!places.tryAcquire()) {
        throw new ProblemException(Problem.unavailable("too many such requests at a time"));
      }
      Reply reply = Reply.to(call.exchange());
      List<CompletableFuture<@Nullable Void>> asked = new ArrayList<>();
      for (int i = 0; i < loops.size(); i++) {
        asked.add(callRoll(loops.get(i), new RollCall(takers.apply(i))));
      }
      CompletableFuture.allOf(asked.toArray(new CompletableFuture<?>[0])).thenRun(() -> {
        places.release();
        reply.send(answer.get());
      });
    });
  }

  private static CompletableFuture<@Nullable Void> callRoll(GatewayLoop loop, RollCall call) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    loop.execute(() -> loop.callRoll(call, () -> done.complete(null)));
    return done;
  }

  private static long after(Query query) {
    String after = query.one("after");
    if (after == null) {
      return -1;
    }
    long id = SubscriberId.parse(after);
    if (id < 0) {
      throw new ProblemException(Problem.badRequest("after is to be the id of a connection"));
    }
    return id;
  }
}
