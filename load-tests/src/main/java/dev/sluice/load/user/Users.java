package dev.sluice.load.user;

import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;

import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.measure.Phase;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.tally.Subscriber;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The populations that simulations are made of. Built on one thread, before the run. */
public final class Users {
  private static final String SUBSCRIBER = "subscriber";
  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration RETRY_LEAST = Duration.ofMillis(100);
  private static final Duration RETRY_MOST = Duration.ofMillis(400);

  private final LoadRun run;

  public Users(LoadRun run) {
    this.run = run;
  }

  static Subscriber subscriber(Session session) {
    Subscriber subscriber = session.get(SUBSCRIBER);
    if (subscriber == null) {
      throw new IllegalStateException("this virtual user does not subscribe");
    }
    return subscriber;
  }

  /** Who publishes, all of the plan's rate. */
  public PopulationBuilder publishers(Publishing how) {
    AtomicInteger next = new AtomicInteger();
    return scenario("publishers")
        .exec(session ->
            session.set(Publications.ATTRIBUTE, new Publications(run, next.getAndIncrement(), how)))
        .exec(how.chain(run))
        .injectOpen(atOnceUsers(run.plan().publishers()));
  }

  /** They connect and stay until the last message. */
  public PopulationBuilder staying(Transport transport) {
    return population(transport, transport.title(), false, stay(transport));
  }

  /** They know where they are, and come back there when they lose their connection. */
  public PopulationBuilder returning(Transport transport) {
    ChainBuilder again = stay(transport).pause(RETRY_LEAST, RETRY_MOST);
    return population(transport, transport.title() + ", returning", true, again);
  }

  /** They leave after a while, stay away, and come back where they were. */
  public PopulationBuilder churning(Transport transport) {
    Leaving leaving = Leaving.afterAWhile(run);
    ChainBuilder visit = exec(leaving::arrive)
        .exec(Subscriptions.over(transport, run, leaving))
        .exec(this::judge)
        .pause(session -> subscriber(session).done()
            ? Duration.ZERO
            : Duration.ofMillis(run.plan().awayMillis()));
    return population(transport, transport.title() + ", coming and going", true, visit);
  }

  /** They stop reading for a while, again and again, until they are lapped. */
  public PopulationBuilder stalling(Transport transport) {
    ChainBuilder slow = exec(Subscriptions.stalling(transport, run)).exec(this::judge);
    return population(
        transport.title() + ", stalling",
        () -> run.newStallingSubscriber(transport),
        slow,
        run.plan().stalling());
  }

  private ChainBuilder stay(Transport transport) {
    return exec(Subscriptions.over(transport, run, Leaving.never())).exec(this::judge);
  }

  private PopulationBuilder population(
      Transport transport, String name, boolean resumes, ChainBuilder visit) {
    return population(
        name, () -> run.newSubscriber(transport, resumes), visit, run.plan().users());
  }

  private PopulationBuilder population(
      String name, Supplier<Subscriber> subscribers, ChainBuilder visit, int count) {
    AtomicInteger next = new AtomicInteger();
    ChainBuilder untilAllIsThere =
        asLongAs(session -> !subscriber(session).done()).on(exec(Users::join).exec(visit));
    return scenario(name)
        .exec(session -> session.set(SUBSCRIBER, subscribers.get()))
        .exec(asLongAs(session -> run.phase() == Phase.PRIMING).on(pause(SOON)))
        .exec(pause(session -> turn(next.getAndIncrement(), count)))
        .exec(untilAllIsThere)
        .injectOpen(atOnceUsers(count));
  }

  private Duration turn(int index, int count) {
    return Duration.ofMillis(run.plan().rampMillis() * index / count);
  }

  private static Session join(Session session) {
    subscriber(session).onJoining(System.nanoTime());
    return session;
  }

  /** A subscription is over: by plan, because the gateway restarts, or by a fault. */
  private Session judge(Session session) {
    if (session.isFailed() && !subscriber(session).finished() && !run.forgives()) {
      subscriber(session).giveUp();
    }
    return session.markAsSucceeded();
  }

  /** Of the whole simulation. */
  public HttpProtocolBuilder protocol() {
    String url = run.plan().publicUrl();
    return http.baseUrl(url)
        .wsBaseUrl(url.replaceFirst("^http", "ws"))
        .userAgentHeader("sluice-bench")
        .disableWarmUp()
        .disableCaching();
  }
}
