package dev.sluice.server.openapi;

import dev.sluice.core.time.GatewayClock;
import dev.sluice.server.admin.ConnectionAdmin;
import dev.sluice.server.admin.Readiness;
import dev.sluice.server.admin.TraceAdmin;
import dev.sluice.server.loop.Traces;
import dev.sluice.server.net.InternalApi;
import dev.sluice.server.routing.Route;
import java.util.List;

/** The routes of the internal listener as the gateway lists them, of which none is taken. */
final class Routes {
  private Routes() {}

  @SuppressWarnings("NullAway") // what only those need who take one
  static List<Route> all() {
    InternalApi api = new InternalApi(
        new Readiness(),
        null,
        null,
        new ConnectionAdmin(List.of()),
        new TraceAdmin(new Traces(GatewayClock.SYSTEM)),
        null,
        null,
        null);
    return api.routes();
  }
}
