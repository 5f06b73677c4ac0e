package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSetsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 128, 65_536, 65_537, 200_001})
  @DisplayName("A set contains the numbers that match and none beyond the count")
  void where(int count) {
    BitSet set = RowSets.where(count, i -> i % 7 == 3 || i == 63 || i == count - 1);
    int[] expected =
        IntStream.range(0, count).filter(i -> i % 7 == 3 || i == 63 || i == count - 1).toArray();
    assertThat(set.stream().toArray()).isEqualTo(expected);
    assertThat(RowSets.ascending(set)).isEqualTo(expected);
    assertThat(RowSets.where(count, _ -> true).cardinality()).isEqualTo(count);
  }
}
