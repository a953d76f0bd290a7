package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/** A topic for each subscriber, and a message now and then on each. */
public final class ManyTopicsSimulation extends LoadSimulation {
  public ManyTopicsSimulation() {
    super(Publishing.SINGLE, (users, each) -> List.of(users.staying(each)));
  }
}
