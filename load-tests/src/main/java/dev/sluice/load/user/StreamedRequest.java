package dev.sluice.load.user;

import dev.sluice.load.plan.LoadPlan;
import io.gatling.core.action.Action;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.http.protocol.HttpComponents;
import io.gatling.http.protocol.HttpProtocol;
import io.gatling.javaapi.core.ActionBuilder;

/**
 * A subscription whose answer is read while it comes: Gatling's DSL has none for plain HTTP, and
 * lets nobody stop reading. It uses the HTTP client that Gatling's own actions use, so a message
 * costs the generator about the same. Immutable, any thread.
 */
record StreamedRequest(LoadPlan plan, Leaving leaving, Reading reading) implements ActionBuilder {
  @Override
  public io.gatling.core.action.builder.ActionBuilder asScala() {
    return new Builder(this);
  }

  private record Builder(StreamedRequest request)
      implements io.gatling.core.action.builder.ActionBuilder {
    @Override
    public Action build(ScenarioContext context, Action next) {
      HttpComponents http =
          context.protocolComponentsRegistry().components(HttpProtocol.HttpProtocolKey());
      return new StreamedAction(request, http.httpEngine(), context.coreComponents(), next);
    }
  }
}
