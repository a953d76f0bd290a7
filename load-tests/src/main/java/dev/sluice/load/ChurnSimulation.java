package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/** Subscribers come, leave, and return with their cursor: nothing lost, nothing twice. */
public final class ChurnSimulation extends LoadSimulation {
  public ChurnSimulation() {
    super(Publishing.SINGLE, (users, each) -> List.of(users.churning(each)));
  }
}
