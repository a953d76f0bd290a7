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

/** Everything at once for a long time: nothing lost, and the gateway does not grow. */
public final class SoakSimulation extends Simulation {
  private final LoadRun run = new LoadRun(LoadPlan.ofThisProcess());
  private final Conductor conductor = new Conductor(run);

  public SoakSimulation() {
    Users users = new Users(run);
    List<PopulationBuilder> populations = new ArrayList<>();
    populations.add(users.publishers(Publishing.SINGLE_AND_BULK));
    run.plan().transports().forEach(each -> populations.add(users.churning(each)));
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
