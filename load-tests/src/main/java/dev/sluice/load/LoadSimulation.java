package dev.sluice.load;

import dev.sluice.load.measure.Conductor;
import dev.sluice.load.measure.LoadRun;
import dev.sluice.load.plan.LoadPlan;
import dev.sluice.load.plan.Transport;
import dev.sluice.load.user.Publishing;
import dev.sluice.load.user.Users;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What all simulations are: publishers, and subscribers of each transport that the plan names,
 * measured from the first to the last. Gatling makes and runs it, on one thread.
 */
abstract class LoadSimulation extends Simulation {
  private final Conductor conductor;

  /**
   * Sets one up.
   *
   * @param publishing how messages come in
   * @param subscribers makes those of one transport
   */
  LoadSimulation(
      Publishing publishing, BiFunction<Users, Transport, List<PopulationBuilder>> subscribers) {
    LoadRun run = new LoadRun(LoadPlan.ofThisProcess());
    conductor = new Conductor(run);
    Users users = new Users(run);
    List<PopulationBuilder> populations = new ArrayList<>();
    populations.add(users.publishers(publishing));
    run.plan().transports().forEach(each -> populations.addAll(subscribers.apply(users, each)));
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
