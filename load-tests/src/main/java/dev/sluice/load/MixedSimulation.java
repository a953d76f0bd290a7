package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/** All transports on the same topic, fed message by message and in bulk. */
public final class MixedSimulation extends LoadSimulation {
  public MixedSimulation() {
    super(Publishing.SINGLE_AND_BULK, (users, each) -> List.of(users.staying(each)));
  }
}
