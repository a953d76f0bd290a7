package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/** Everything at once for a long time: nothing lost, and the gateway does not grow. */
public final class SoakSimulation extends LoadSimulation {
  public SoakSimulation() {
    super(Publishing.SINGLE_AND_BULK, (users, each) -> List.of(users.churning(each)));
  }
}
