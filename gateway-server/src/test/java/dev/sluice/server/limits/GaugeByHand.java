package dev.sluice.server.limits;

/** Memory whose use a test sets, of 1000 bytes each. One thread. */
public final class GaugeByHand implements MemoryGauge {
  private static final long MOST = 1000;

  private long heapUsed;
  private long collection;
  private long directUsed;

  /** A collection leaves so much of the heap in use. */
  public void collect(long used) {
    heapUsed = used;
    collection++;
  }

  /** So much is in use outside the heap. */
  public void direct(long used) {
    directUsed = used;
  }

  @Override
  public Heap heap() {
    return new Heap(heapUsed, MOST, collection);
  }

  @Override
  public Direct direct() {
    return new Direct(directUsed, MOST);
  }
}
