package dev.sluice.load.user;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Tells Gatling how a streamed request went: one response for the connection, one for all that came
 * over it, as its WebSockets and event streams do. One thread: the virtual user's event loop.
 */
final class Report {
  private final CoreComponents gatling;
  private final Session session;
  private final String name;
  private final Action next;
  private long startMillis;

  Report(CoreComponents gatling, Session session, String name, Action next) {
    this.gatling = gatling;
    this.session = session;
    this.name = name;
    this.next = next;
    startMillis = gatling.clock().nowMillis();
  }

  void connected() {
    log(name + " connect", OK$.MODULE$, null);
    startMillis = gatling.clock().nowMillis();
  }

  void left() {
    log(name + " messages", OK$.MODULE$, null);
    next.$bang(session);
  }

  void failed(String why) {
    log(name + " messages", KO$.MODULE$, why);
    next.$bang(session.markAsFailed());
  }

  private void log(String what, Status status, @Nullable String why) {
    gatling
        .statsEngine()
        .logResponse(
            session.scenario(),
            session.groups(),
            what,
            startMillis,
            gatling.clock().nowMillis(),
            status,
            Option.empty(),
            Option.apply(why));
  }
}
