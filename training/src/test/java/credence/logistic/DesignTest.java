package credence.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DesignTest {
  @Test
  @DisplayName(
      "A design in memory returns every row once, in blocks of which the last is the remainder")
  void blocks() {
    double[] values = new double[2 * Design.BLOCK_ROWS + 7];
    Arrays.setAll(values, row -> row);
    Design design = new InMemoryDesign(List.of("x"), new double[][] {values});
    double[][] block = new double[1][Design.BLOCK_ROWS];

    assertThat(design.blockCount()).isEqualTo(3);
    assertThat(design.fill(0, block)).isEqualTo(Design.BLOCK_ROWS);
    assertThat(design.fill(2, block)).isEqualTo(7);
    assertThat(Arrays.copyOf(block[0], 7)).isEqualTo(Arrays.copyOfRange(values, 16384, 16391));
  }

  @Test
  @DisplayName("Columns of different lengths or without names are programming errors")
  void shapes() {
    assertThatThrownBy(() -> new InMemoryDesign(List.of("x"), new double[2][3]))
        .hasMessageContaining("1 names for 2 columns");
    assertThatThrownBy(() -> new InMemoryDesign(List.of("x", "y"), new double[][] {{1, 2}, {1}}))
        .hasMessageContaining("length");
  }

  @Test
  @DisplayName("Labels are copied, without bits beyond the last row")
  void labels() {
    BitSet positive = BitSet.valueOf(new long[] {0b101});
    Labels labels = Labels.of(positive, 3);
    positive.set(1);

    assertThat(labels.positives()).isEqualTo(2);
    assertThat(labels.positive(1)).isFalse();
    assertThat(labels.positive(2)).isTrue();
    assertThatThrownBy(() -> Labels.of(positive, 2)).hasMessageContaining("beyond row 2");
  }

  @Test
  @DisplayName("Labels for another number of rows are a programming error")
  void mismatch() {
    Design design = new InMemoryDesign(List.of("x"), new double[][] {{1, 2}});

    assertThatThrownBy(
            () ->
                new NewtonSolver()
                    .fit(
                        design,
                        Labels.of(new BitSet(), 3),
                        new SolverSettings(1, false, 1e-10),
                        1,
                        FitProgress.SILENT))
        .hasMessage("3 labels for 2 rows");
  }
}
