package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/**
 * All connect at once, and all again when the gateway has restarted and its history is another one.
 */
public final class StormSimulation extends LoadSimulation {
  public StormSimulation() {
    super(Publishing.SINGLE, (users, each) -> List.of(users.returning(each)));
  }
}
