package credence.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server's memory")
class MemoryBudgetTest {
  private static final long MIB = 1L << 20;

  @Test
  @DisplayName("is divided into these shares")
  void shares() {
    assertThat(MemoryBudget.of(256 * MIB))
        .isEqualTo(new MemoryBudget(256 * MIB, 20 * MIB, 59 * MIB, 118 * MIB, 59 * MIB, 128 * MIB));
    assertThat(MemoryBudget.of(24 * MIB))
        .isEqualTo(new MemoryBudget(24 * MIB, 8 * MIB, 4 * MIB, 8 * MIB, 4 * MIB, 32 * MIB));
    assertThat(MemoryBudget.of(256 * MIB).versionBytesMax()).isEqualTo(59 * MIB);
    assertThat(MemoryBudget.of(256 * MIB).processBytes()).isEqualTo(480 * MIB);
  }

  @Test
  @DisplayName("has positive shares that add up to the heap and grow with it")
  void wholeAndMonotone() {
    List<Long> before = shares(MemoryBudget.of(24 * MIB));
    for (long heap = 24 * MIB; heap <= 16_384 * MIB; heap += 1 + heap / 97) {
      MemoryBudget budget = MemoryBudget.of(heap);
      assertThat(
              budget.baseBytes()
                  + budget.clientBytes()
                  + budget.versionBytes()
                  + budget.reserveBytes())
          .isEqualTo(heap);
      List<Long> now = shares(budget);
      for (int i = 0; i < now.size(); i++) {
        assertThat(now.get(i)).as("share %d of %d", i, heap).isPositive();
        assertThat(now.get(i)).as("share %d of %d", i, heap).isGreaterThanOrEqualTo(before.get(i));
      }
      before = now;
    }
  }

  @Test
  @DisplayName("is divided like the smallest supported heap if there is less")
  void least() {
    assertThat(MemoryBudget.of(1)).isEqualTo(MemoryBudget.of(MemoryBudget.HEAP_BYTES_MIN));
  }

  @Test
  @DisplayName("is the JVM's heap")
  void own() {
    assertThat(MemoryBudget.ofThisProcess().heapBytes())
        .isEqualTo(Math.max(MemoryBudget.HEAP_BYTES_MIN, Runtime.getRuntime().maxMemory()));
  }

  private static List<Long> shares(MemoryBudget budget) {
    return List.of(
        budget.baseBytes(),
        budget.clientBytes(),
        budget.versionBytes(),
        budget.reserveBytes(),
        budget.directBytes());
  }
}
