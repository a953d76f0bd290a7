package dev.sluice.server.contract.harness;

import java.util.List;
import java.util.stream.IntStream;

/** What {@link Backend#publishNumbers} publishes, as subscribers see it. */
public final class Numbers {
  private Numbers() {}

  /** The texts of a range, both ends included. */
  public static List<String> between(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
  }
}
