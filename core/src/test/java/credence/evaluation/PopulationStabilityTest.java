package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The population stability index")
class PopulationStabilityTest {

  @Test
  void isTheTextbooksFigureWhereNoBinIsEmpty() {
    PopulationStability psi = psi(List.of(50L, 30L, 20L), 30, 30, 40);
    double expected = -0.2 * Math.log(0.3 / 0.5) + 0.2 * Math.log(0.4 / 0.2);
    assertThat(psi.value()).isCloseTo(expected, within(1e-15));
    assertThat(psi.bins()).isEqualTo(3);
    double excess = 1e-4 * (1 / 0.4 + 1 / 0.3 + 1 / 0.3);
    double r = excess / (0.02 * 2);
    double limit = 0.02 * (2 * (1 + 1.2 * r) + (9.210340371976184 - 2) * Math.sqrt(1 + 5 * r));
    assertThat(psi.noDriftLimit()).isCloseTo(limit, within(1e-12));
    assertThat(psi.beyondChance()).isTrue();
  }

  @Test
  void isZeroForTheSameShares() {
    PopulationStability psi = psi(List.of(50L, 30L, 20L), 5, 3, 2);
    assertThat(psi.value()).isZero();
    assertThat(psi.beyondChance()).isFalse();
  }

  @Test
  void countsAnEmptyBinAsHalfARow() {
    PopulationStability psi = psi(List.of(90L, 10L, 0L), 100, 0, 0);
    double expected = 0.1 * Math.log(1 / 0.9) + (0.005 - 0.1) * Math.log(0.005 / 0.1);
    assertThat(psi.value()).isCloseTo(expected, within(1e-15));
    assertThat(psi.bins()).isEqualTo(2);
  }

  @Test
  void ofASingleBinIsZeroAndNeverBeyondChance() {
    PopulationStability psi = psi(List.of(0L, 7L), 0, 9);
    assertThat(psi).isEqualTo(new PopulationStability(0, 0, 1));
    assertThat(psi.beyondChance()).isFalse();
  }

  @Test
  void isUndefinedWithoutRowsAndRejectsOtherBins() {
    LevelHistogram reference = reference(List.of(3L, 4L));
    assertThat(PopulationStability.of(reference, new long[2], 0)).isNull();
    assertThat(PopulationStability.of(reference(List.of(0L, 0L)), new long[] {1, 1}, 2)).isNull();
    assertThatThrownBy(() -> PopulationStability.of(reference, new long[3], 1))
        .hasMessageContaining("3 counts for 2 bins");
    assertThatThrownBy(() -> PopulationStability.of(reference, new long[] {1, 1}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0} degrees of freedom, probability {1}")
  @CsvSource({
    "1, 0.99, 6.634896601021213",
    "2, 0.99, 9.21034037197618",
    "3, 0.95, 7.814727903251179",
    "9, 0.99, 21.66599433346194",
    "10, 0.5, 9.34181776559197",
    "100, 0.99, 135.80672317102676",
  })
  void usesTheQuantilesOfTheChiSquareDistribution(
      int degrees, double probability, double quantile) {
    assertThat(ChiSquare.quantile(probability, degrees))
        .isCloseTo(quantile, within(quantile * 1e-11));
  }

  @Test
  void findsTheQuantileOfManyDegreesOfFreedom() {
    double quantile = ChiSquare.quantile(0.99, 20_000);
    double cube = 1 - 2.0 / 180_000 + 2.3263478740408408 * Math.sqrt(2.0 / 180_000);
    assertThat(quantile).isCloseTo(20_000 * Math.pow(cube, 3), within(0.05));
  }

  @ParameterizedTest(name = "{0} against {1} rows, each {2} times, seed {3}")
  @CsvSource({"8000, 2000, 1, 71", "1500, 1500, 1, 72", "6000, 1000, 3, 73"})
  void withoutDriftExceedsItsLimitOnceInAHundredTimes(
      int referenceRows, int rows, int copies, long seed) {
    Random random = new Random(seed);
    int rounds = 3_000;
    int beyond = 0;
    for (int round = 0; round < rounds; round++) {
      long[] before = counts(random, referenceRows, 1);
      List<Long> reference = Arrays.stream(before).boxed().toList();
      PopulationStability psi =
          requireNonNull(
              PopulationStability.of(
                  new LevelHistogram(levels(before.length), reference, referenceRows),
                  counts(random, rows, copies),
                  rows));
      beyond += psi.beyondChance() ? 1 : 0;
    }
    assertThat((double) beyond / rounds).isBetween(0.005, 0.016);
  }

  @ParameterizedTest(name = "rows of a customer up to {0}, seed {1}")
  @CsvSource({"1, 74", "5, 75"})
  void exceedsItNoMoreOftenInDecilesOfAReferenceWhoseCustomersRepeat(int rowsMax, long seed) {
    Random random = new Random(seed);
    int rounds = 3_000;
    int beyond = 0;
    for (int round = 0; round < rounds; round++) {
      Drawn before = Drawn.of(random, 1_500, rowsMax);
      Drawn now = Drawn.of(random, 800, rowsMax);
      NumberHistogram reference =
          NumberHistogram.of(before.rows(), before::value, before.independentRows());
      PopulationStability psi =
          requireNonNull(
              PopulationStability.of(
                  reference, reference.count(now.rows(), now::value), now.independentRows()));
      beyond += psi.beyondChance() ? 1 : 0;
    }
    assertThat((double) beyond / rounds).isBetween(0.005, 0.016);
  }

  @ParameterizedTest(name = "{0} levels, {1} rows before and {2} now, seed {3}")
  @CsvSource({
    "60, 3000, 3000, 81",
    "200, 10000, 2000, 82",
    "1000, 10000, 10000, 83",
    "1000, 50000, 4000, 84"
  })
  void ofManyLevelsExceedsItsLimitNoMoreOften(int levels, int before, int now, long seed) {
    Random random = new Random(seed);
    int rounds = 300;
    int beyond = 0;
    List<String> names = IntStream.range(0, levels).mapToObj(level -> "level " + level).toList();
    for (int round = 0; round < rounds; round++) {
      int[] then = random.ints(before, 0, levels).toArray();
      int[] current = random.ints(now, 0, levels).toArray();
      LevelHistogram reference = LevelHistogram.of(names, before, row -> then[row], 1_000, before);
      PopulationStability psi =
          requireNonNull(
              PopulationStability.of(
                  reference, reference.count(names, now, row -> current[row]), now));
      beyond += psi.beyondChance() ? 1 : 0;
    }
    assertThat((double) beyond / rounds).isLessThanOrEqualTo(0.025);
  }

  @Test
  void ofManyLevelsStillFindsALevelThatMoves() {
    int levels = 1_000;
    Random random = new Random(85);
    List<String> names = IntStream.range(0, levels).mapToObj(level -> "level " + level).toList();
    LevelHistogram reference =
        LevelHistogram.of(names, 20_000, _ -> random.nextInt(levels), 1_000, 20_000);

    long[] moved =
        reference.count(names, 5_000, row -> row % 10 == 0 ? 17 : random.nextInt(levels));

    assertThat(requireNonNull(PopulationStability.of(reference, moved, 5_000)).beyondChance())
        .isTrue();
  }

  @Test
  void ofFortyStableColumnsTogetherExceedsALimitOnceInAHundredSets() {
    Random random = new Random(86);
    int columns = 40;
    int rounds = 300;
    int alarms = 0;
    for (int round = 0; round < rounds; round++) {
      boolean alarm = false;
      for (int column = 0; column < columns; column++) {
        long[] before = counts(random, 4_000, 1);
        LevelHistogram reference =
            new LevelHistogram(
                levels(before.length), Arrays.stream(before).boxed().toList(), 4_000);
        alarm |=
            requireNonNull(
                    PopulationStability.of(reference, counts(random, 1_000, 1), 1_000, columns))
                .beyondChance();
      }
      alarms += alarm ? 1 : 0;
    }
    assertThat((double) alarms / rounds).isLessThanOrEqualTo(0.03);
  }

  /// Customers with one or more equal rows; one in twenty has no value.
  @SuppressWarnings("ArrayRecordComponent")
  private record Drawn(double[] values, int[] customers) {

    static Drawn of(Random random, int count, int rowsMax) {
      double[] values = new double[count * rowsMax];
      int[] customers = new int[values.length];
      int rows = 0;
      for (int customer = 0; customer < count; customer++) {
        double value = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian();
        for (int left = 1 + random.nextInt(rowsMax); left > 0; left--) {
          values[rows] = value;
          customers[rows++] = customer;
        }
      }
      return new Drawn(Arrays.copyOf(values, rows), Arrays.copyOf(customers, rows));
    }

    int rows() {
      return values.length;
    }

    double value(int row) {
      return values[row];
    }

    double independentRows() {
      return Customers.of(customers).independentRows();
    }
  }

  /// Rows in ten bins of unequal shares and one for missing values.
  private static long[] counts(Random random, int rows, int copies) {
    int[] lastHundredths = {8, 16, 25, 35, 45, 55, 66, 78, 88, 97, 100};
    long[] counts = new long[lastHundredths.length];
    for (int row = 0; row < rows; row++) {
      int hundredth = random.nextInt(100);
      int bin = 0;
      while (lastHundredths[bin] <= hundredth) {
        bin++;
      }
      counts[bin] += copies;
    }
    return counts;
  }

  private static List<String> levels(int bins) {
    return IntStream.range(0, bins - 2).mapToObj(i -> "level " + i).toList();
  }

  private static LevelHistogram reference(List<Long> counts) {
    long rows = counts.stream().mapToLong(Long::longValue).sum();
    return new LevelHistogram(levels(counts.size()), counts, rows);
  }

  private static PopulationStability psi(List<Long> before, long... now) {
    double rows = Arrays.stream(now).sum();
    return requireNonNull(PopulationStability.of(reference(before), now, rows));
  }
}
