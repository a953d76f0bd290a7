package dev.sluice.server.limits;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * This JVM's memory. Between collections the heap fills with garbage, so that its use means
 * nothing; what a collection has left means something where it went over all of the heap: those of
 * the young generation alone know nothing of the rest. Any thread, but not a loop: it takes its
 * time.
 */
public final class JvmMemory implements MemoryGauge {
  private final PooledByteBufAllocator allocator;
  private final Set<String> heapPools;
  private final List<GarbageCollectorMXBean> collectors;

  /** Looks at the heap, and at the buffers of an allocator. */
  public JvmMemory(PooledByteBufAllocator allocator) {
    this.allocator = allocator;
    this.heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getName)
        .collect(Collectors.toUnmodifiableSet());
    this.collectors = ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
        .filter(collector -> Set.of(collector.getMemoryPoolNames()).containsAll(heapPools))
        .toList();
  }

  @Override
  public Heap heap() {
    long most = Runtime.getRuntime().maxMemory();
    return collectors.stream()
        .map(GarbageCollectorMXBean::getLastGcInfo)
        .filter(Objects::nonNull)
        .map(last -> new Heap(usedAfter(last), most, last.getEndTime()))
        .filter(heap -> heap.usedBytes() > 0) // pauses of Shenandoah don't tell, its cycles do
        .max(Comparator.comparingLong(Heap::collection))
        .orElse(new Heap(0, most, 0));
  }

  private long usedAfter(GcInfo collection) {
    long used = 0;
    for (Map.Entry<String, MemoryUsage> pool :
        collection.getMemoryUsageAfterGc().entrySet()) {
      used += heapPools.contains(pool.getKey()) ? pool.getValue().getUsed() : 0;
    }
    return used;
  }

  /** By what is in use: the allocator keeps memory that isn't, to use it again. */
  @Override
  public Direct direct() {
    return new Direct(allocator.pinnedDirectMemory(), PlatformDependent.maxDirectMemory());
  }
}
