package credence.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A reference histogram")
class ReferenceHistogramTest {

  @Nested
  @DisplayName("of numbers")
  class Numbers {

    @Test
    void hasTenBinsOfEqualRowsAndOneForMissingValues() {
      NumberHistogram histogram = of(IntStream.range(0, 100).mapToDouble(i -> 99 - i).toArray());
      assertThat(histogram.edges()).containsExactly(9., 19., 29., 39., 49., 59., 69., 79., 89.);
      assertThat(histogram.counts())
          .containsExactly(10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 10L, 0L);
      assertThat(histogram.rows()).isEqualTo(100);
    }

    @Test
    void countsMissingValuesApart() {
      NumberHistogram histogram = of(1, Double.NaN, 2, Double.NaN, 3);
      assertThat(histogram.counts().getLast()).isEqualTo(2);
      assertThat(histogram.rows()).isEqualTo(5);
      assertThat(of(Double.NaN, Double.NaN).counts()).containsExactly(0L, 2L);
    }

    @Test
    void givesAFrequentValueABinOfItsOwn() {
      double[] values = new double[100];
      Arrays.fill(values, 30, 80, 7);
      for (int i = 80; i < 100; i++) {
        values[i] = i;
      }
      for (int i = 0; i < 30; i++) {
        values[i] = i / 10.0;
      }
      NumberHistogram histogram = of(values);
      assertThat(histogram.edges()).containsExactly(0.9, 1.9, 2.9, 7.0, 89.0);
      assertThat(histogram.counts()).containsExactly(10L, 10L, 10L, 50L, 10L, 10L, 0L);
    }

    @Test
    void seesWhatAppearsOnEitherSideOfAConstant() {
      NumberHistogram histogram = of(5, 5, 5, 5);
      assertThat(histogram.counts()).containsExactly(0L, 4L, 0L, 0L);
      double[] later = {-999, 5, 5.5, 6, Double.NaN};
      assertThat(histogram.count(5, row -> later[row])).containsExactly(1, 1, 2, 1);
    }

    @Test
    void putsAValueOnAnEdgeBelowIt() {
      double[] values = {
        Double.NEGATIVE_INFINITY, 1, 1.5, 2, 2.5, Double.POSITIVE_INFINITY, Double.NaN
      };
      assertThat(
              new NumberHistogram(List.of(1.0, 2.0), List.of(0L, 0L, 0L, 0L), Double.NaN)
                  .count(values.length, row -> values[row]))
          .containsExactly(2, 2, 2, 1);
    }

    @Test
    void ofManyRowsCountsThemAllInBinsOfAboutATenth() {
      Random random = new Random(61);
      double[] values = random.doubles(400_000).toArray();
      NumberHistogram histogram = of(values);
      assertThat(histogram.rows()).isEqualTo(400_000);
      assertThat(histogram.counts().subList(0, 10))
          .allSatisfy(count -> assertThat(count).isBetween(38_800L, 41_200L));
    }

    @ParameterizedTest(name = "of {0} rows")
    @ValueSource(ints = {2, 3, 4, 16})
    void ofRowsThatAlternateHasEdgesOfAllOfThem(int kinds) {
      int rows = kinds << 17;
      Random random = new Random(63);
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = 100 * (row % kinds) + random.nextGaussian();
      }
      NumberHistogram histogram = of(values);
      for (int row = kinds - 1; row < rows; row += kinds) {
        values[row] = 1_000;
      }
      PopulationStability moved =
          Objects.requireNonNull(
              PopulationStability.of(histogram, histogram.count(rows, row -> values[row]), rows));

      assertThat(histogram.edges().getFirst()).isLessThan(10 * kinds + 50);
      assertThat(histogram.edges().getLast()).isGreaterThan(85 * (kinds - 1) + 10);
      assertThat(moved.value()).isGreaterThan(0.05);
    }

    @Test
    void givesItsDecilesAsQuantiles() {
      NumberHistogram histogram = of(IntStream.range(0, 100).mapToDouble(i -> 99 - i).toArray());
      assertThat(histogram.quantile(0.1)).hasValue(9);
      assertThat(histogram.quantile(0.5)).hasValue(49);
      assertThat(histogram.quantile(0.9)).hasValue(89);
      assertThat(of(5, 5, 5, Double.NaN, Double.NaN, Double.NaN).quantile(0.5)).hasValue(5);
      assertThat(of(Double.NaN).quantile(0.5)).isEmpty();
      double[] many = new Random(62).doubles(400_000).toArray();
      assertThat(of(many).quantile(0.5).orElse(0)).isBetween(0.49, 0.51);
      assertThat(of(many).quantile(0.9).orElse(0)).isBetween(0.89, 0.91);
    }

    @Test
    void rejectsEdgesThatDoNotAscend() {
      assertThatThrownBy(() -> new NumberHistogram(List.of(2., 1.), List.of(1L, 1L, 1L, 0L), 3))
          .hasMessageContaining("ascend");
      assertThatThrownBy(() -> new NumberHistogram(List.of(2.), List.of(1L), 1))
          .hasMessageContaining("1 bins of 1 edges");
    }

    private static NumberHistogram of(double... values) {
      return NumberHistogram.of(values.length, row -> values[row], values.length);
    }
  }

  @Nested
  @DisplayName("of levels")
  class Levels {

    private final List<String> levels = List.of("c", "b", "a", "d");
    private final int[] codes = {0, 0, 0, 1, 1, 2, 2, 3, -1};

    @Test
    void keepsTheMostFrequentAndCountsTheOthersTogether() {
      LevelHistogram histogram = LevelHistogram.of(levels, 9, row -> codes[row], 2, 9);
      assertThat(histogram.levels()).containsExactly("c", "a");
      assertThat(histogram.counts()).containsExactly(3L, 2L, 3L, 1L);
    }

    @Test
    void countsAnotherSetByNamesNotByCodes() {
      LevelHistogram histogram = LevelHistogram.of(levels, 9, row -> codes[row], 10, 9);
      assertThat(histogram.levels()).containsExactly("c", "a", "b", "d");
      int[] later = {0, 0, 1, -1};
      assertThat(histogram.count(List.of("b", "new"), 4, row -> later[row]))
          .containsExactly(0, 0, 2, 0, 1, 1);
    }
  }
}
