package dev.sluice.load;

import dev.sluice.load.user.Publishing;
import java.util.List;

/**
 * Some stop reading until they are lapped: they are told what they missed, and nobody else notices.
 */
public final class SlowConsumersSimulation extends LoadSimulation {
  public SlowConsumersSimulation() {
    super(Publishing.SINGLE, (users, each) -> List.of(users.staying(each), users.stalling(each)));
  }
}
