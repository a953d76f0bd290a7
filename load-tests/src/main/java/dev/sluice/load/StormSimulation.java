package dev.sluice.load;

import dev.sluice.load.measure.Conductor;
import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.user.Publishing;
import dev.sluice.load.user.Users;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.List;

/**
 * All connect at once, and all again when the gateway has restarted and its history is another one.
 */
public final class StormSimulation extends Simulation {
  private final LoadRun run = new LoadRun(LoadPlan.ofThisProcess());
  private final Conductor conductor = new Conductor(run);

  public StormSimulation() {
    Users users = new Users(run);
    List<PopulationBuilder> populations = new ArrayList<>();
    populations.add(users.publishers(Publishing.SINGLE));
    run.plan().transports().forEach(each -> populations.add(users.returning(each)));
    setUp(populations).protocols(users.protocol());
  }

  @Override
  public void before() {
    conductor.start();
  }

  @Override
  public void after() {
    conductor.finish();
  }
}
