package credence.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sums over columns, joined block by block")
class ColumnSumsTest {
  /// Two full blocks and a partial one.
  private static final int ROWS = 2 * Design.BLOCK_ROWS + 1003;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final BitSet positive = new BitSet();

  @BeforeEach
  void drawLabels() {
    for (int row = 0; row < ROWS; row++) {
      positive.set(row, random.nextInt(8) == 0);
    }
    positive.set(ROWS - 1);
    positive.clear(0);
  }

  @Test
  void tellMeanAndSpreadOfEachColumn() {
    double[] values = random.doubles(ROWS, 1e6, 1e6 + 1).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();

    Standardisation scale = of(values);

    assertThat(scale.means[0]).as("seed %d", seed).isCloseTo(mean, within(1e-9));
    assertThat(scale.scales[0])
        .as("seed %d", seed)
        .isCloseTo(Math.sqrt(squares / ROWS), within(1e-9));
  }

  @Test
  void seeAColumnThatIsConstantButForItsLastRow() {
    double[] values = new double[ROWS];
    Arrays.fill(values, 7);
    assertThat(of(values).constant).containsExactly(true);
    values[ROWS - 1] = 8;
    assertThat(of(values).constant).containsExactly(false);
  }

  @Test
  void seeAColumnThatSeparatesTheClassesButForOneRow() {
    double[] values = new double[ROWS];
    Arrays.setAll(values, row -> positive.get(row) ? 1 + random.nextInt(9) : -random.nextInt(9));
    assertThat(of(values).separating).as("seed %d", seed).containsExactly(true);
    for (int row : new int[] {0, 63, 64, Design.BLOCK_ROWS, ROWS - 1}) {
      double kept = values[row];
      values[row] = positive.get(row) ? -1 : 2;
      Standardisation scale = of(values);
      assertThat(scale.separating).as("seed %d, row %d", seed, row).containsExactly(false);
      assertThat(scale.constant).as("seed %d, row %d", seed, row).containsExactly(false);
      values[row] = kept;
    }
  }

  private Standardisation of(double[] values) {
    Design design = new InMemoryDesign(List.of("x"), new double[][] {values});
    ColumnSums.Kernel kernel = new ColumnSums.Kernel(design, Labels.of(positive, ROWS));
    ColumnSums total = new ColumnSums(1);
    ColumnSums one = new ColumnSums(1);
    for (int block = 0; block < design.blockCount(); block++) {
      one.clear();
      kernel.sum(block, one);
      total.add(one);
    }
    return Standardisation.of(total);
  }
}
