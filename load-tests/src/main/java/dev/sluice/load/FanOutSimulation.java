package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/** One topic: everybody gets every message. */
public final class FanOutSimulation extends LoadSimulation {
  public FanOutSimulation() {
    super(Publishing.SINGLE, (users, each) -> List.of(users.staying(each)));
  }
}
