package dev.sluice.core.fanout;

/**
 * How many writes are left in this turn of a loop, so that one hot topic can't starve the loop.
 * Belongs to its loop.
 */
final class TurnBudget {
  private final int writesPerTurn;
  private int left;

  TurnBudget(int writesPerTurn) {
    this.writesPerTurn = writesPerTurn;
  }

  void renew() {
    left = writesPerTurn;
  }

  boolean tryTake() {
    return left-- > 0;
  }

  boolean isSpent() {
    return left <= 0;
  }
}
