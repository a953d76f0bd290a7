package dev.sluice.core.time;

/** Where the gateway gets its time from, so that a test can advance it by hand. Any thread. */
public interface GatewayClock {
  /** The machine's clocks. */
  GatewayClock SYSTEM = new GatewayClock() {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }

    @Override
    public long epochMillis() {
      return System.currentTimeMillis();
    }
  };

  /** Monotonic nanoseconds from an arbitrary origin. */
  long nanoTime();

  /** Wall-clock milliseconds since 1970-01-01T00:00Z. */
  long epochMillis();
}
