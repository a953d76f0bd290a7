package dev.sluice.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

/** What this JVM says of its memory. */
class JvmMemoryTest {
  private static final int MIB = 1 << 20;

  private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true);
  private final JvmMemory memory = new JvmMemory(allocator);

  @Test
  void countsWhatACollectionLeft() {
    byte[][] held = new byte[64][];
    for (int i = 0; i < held.length; i++) {
      held[i] = new byte[MIB];
    }
    System.gc();
    MemoryGauge.Heap full = memory.heap();
    long bytes = held.length * (long) held[0].length;
    assertThat(full.usedBytes()).isBetween(bytes, full.mostBytes());

    held = null;
    System.gc();
    MemoryGauge.Heap empty = memory.heap();
    assertThat(empty.usedBytes()).isLessThan(full.usedBytes() - bytes / 2);
    assertThat(empty.collection()).isNotEqualTo(full.collection());
    assertThat(empty.mostBytes()).isEqualTo(Runtime.getRuntime().maxMemory());
  }

  @Test
  void doesNotCountGarbage() {
    System.gc();
    long before = memory.heap().usedBytes();
    long garbage = 0;
    for (int i = 0; i < 16; i++) {
      garbage += new byte[MIB].length;
    }

    assertThat(memory.heap().usedBytes()).isLessThan(before + garbage / 2);
  }

  @Test
  void countsBuffersThatAreInUse() {
    assertThat(memory.direct().usedBytes()).isZero();
    ByteBuf buffer = allocator.directBuffer(MIB);
    assertThat(memory.direct().usedBytes()).isBetween((long) MIB, 2L * MIB);
    buffer.release();

    assertThat(memory.direct().usedBytes()).isZero();
    assertThat(memory.direct().mostBytes()).isGreaterThan(MIB);
  }
}
