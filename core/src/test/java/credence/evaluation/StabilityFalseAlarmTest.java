package credence.evaluation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Draws two samples of columns from the same population, and counts how often a population
/// stability index exceeds its limit under no drift. `scripts/psi-false-alarms` runs it with more
/// repetitions (`-Dcredence.repetitions`) and prints the table of `docs/statistics.md`.
@DisplayName("Without drift")
class StabilityFalseAlarmTest {
  private static final String REPETITIONS = "credence.repetitions";
  private static final long SEED = Long.getLong("credence.seed", 20_261_130L);
  private static final int LEVELS_MAX = 1_000;

  /// The values of a column.
  enum Values {
    /// Numbers in deciles; one in twenty is missing.
    NUMBERS,
    /// Levels of equal shares.
    EQUAL_LEVELS,
    /// Levels whose shares are inversely proportional to their ranks.
    UNEQUAL_LEVELS
  }

  /// Samples of a set of columns.
  ///
  /// @param levels the number of levels; 0 for numbers
  /// @param rowsMax the maximum number of rows of a customer, which are equal
  /// @param before the customers of the reference
  /// @param now the customers of the other sample
  /// @param columns the number of columns, all alike and independent
  private record Shape(Values values, int levels, int rowsMax, int before, int now, int columns) {

    /// How many of some pairs of samples have an index beyond its limit.
    int alarms(int repetitions, long seed) {
      List<String> names = IntStream.range(0, levels).mapToObj(level -> "level " + level).toList();
      double[] cumulative = cumulative();
      SplittableRandom random = new SplittableRandom(seed);
      int alarms = 0;
      for (int repetition = 0; repetition < repetitions; repetition++) {
        boolean alarm = false;
        for (int column = 0; column < columns; column++) {
          Drawn reference = draw(random, before, cumulative);
          Drawn current = draw(random, now, cumulative);
          alarm |= requireNonNull(stability(names, reference, current)).beyondChance();
        }
        alarms += alarm ? 1 : 0;
      }
      return alarms;
    }

    private PopulationStability stability(List<String> names, Drawn reference, Drawn current) {
      double rows = current.independentRows();
      if (values == Values.NUMBERS) {
        NumberHistogram bins =
            NumberHistogram.of(reference.rows(), reference::value, reference.independentRows());
        return requireNonNull(
            PopulationStability.of(
                bins, bins.count(current.rows(), current::value), rows, columns));
      }
      LevelHistogram bins =
          LevelHistogram.of(
              names, reference.rows(), reference::level, LEVELS_MAX, reference.independentRows());
      return requireNonNull(
          PopulationStability.of(
              bins, bins.count(names, current.rows(), current::level), rows, columns));
    }

    /// The share of the levels up to each one.
    private double[] cumulative() {
      double[] shares = new double[levels];
      Arrays.setAll(shares, level -> values == Values.EQUAL_LEVELS ? 1 : 1.0 / (level + 1));
      Arrays.parallelPrefix(shares, Double::sum);
      double sum = levels == 0 ? 1 : shares[levels - 1];
      return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    private Drawn draw(SplittableRandom random, int count, double[] cumulative) {
      double[] drawn = new double[count * rowsMax];
      int[] customers = new int[drawn.length];
      int rows = 0;
      for (int customer = 0; customer < count; customer++) {
        double value = value(random, cumulative);
        for (int left = 1 + random.nextInt(rowsMax); left > 0; left--) {
          drawn[rows] = value;
          customers[rows++] = customer;
        }
      }
      return new Drawn(Arrays.copyOf(drawn, rows), Arrays.copyOf(customers, rows));
    }

    private double value(SplittableRandom random, double[] cumulative) {
      if (values == Values.NUMBERS) {
        return random.nextInt(20) == 0 ? Double.NaN : random.nextDouble();
      }
      int found = Arrays.binarySearch(cumulative, random.nextDouble());
      return Math.min(levels - 1, found < 0 ? -found - 1 : found);
    }

    /// The start of the row in the table.
    @Override
    public String toString() {
      String column =
          switch (values) {
            case NUMBERS -> "numbers";
            case EQUAL_LEVELS -> levels + " equal levels";
            case UNEQUAL_LEVELS -> levels + " unequal levels";
          };
      return String.format(
          Locale.ROOT,
          "%s | %s | %,d | %,d | %d",
          column,
          rowsMax == 1 ? "1" : "1 to " + rowsMax,
          before,
          now,
          columns);
    }
  }

  /// The values of the rows of a sample, and whose each is.
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Drawn(double[] values, int[] customers) {
    int rows() {
      return values.length;
    }

    double value(int row) {
      return values[row];
    }

    int level(int row) {
      return (int) values[row];
    }

    double independentRows() {
      return Customers.of(customers).independentRows();
    }
  }

  @ParameterizedTest(
      name = "{0}, {1} levels, {2} rows of a customer at most, {3} against {4} customers")
  @CsvSource({
    "NUMBERS, 0, 1, 1500, 800",
    "NUMBERS, 0, 5, 1500, 800",
    "UNEQUAL_LEVELS, 12, 1, 8000, 2000",
    "UNEQUAL_LEVELS, 12, 3, 1500, 1000",
  })
  @DisplayName("an index exceeds its limit in one of a hundred pairs of samples")
  void ofOneColumn(Values values, int levels, int rowsMax, int before, int now) {
    int repetitions = 3_000;
    int alarms = new Shape(values, levels, rowsMax, before, now, 1).alarms(repetitions, SEED);
    assertThat((double) alarms / repetitions).as("seed %d", SEED).isBetween(0.005, 0.016);
  }

  @ParameterizedTest(name = "{0} {1}, {2} against {3} customers")
  @CsvSource({
    "60, EQUAL_LEVELS, 3000, 3000",
    "200, EQUAL_LEVELS, 10000, 2000",
    "1000, EQUAL_LEVELS, 10000, 10000",
    "1000, UNEQUAL_LEVELS, 50000, 4000",
    "1000, UNEQUAL_LEVELS, 10000, 10000",
    "200, UNEQUAL_LEVELS, 1000, 300",
  })
  @DisplayName("an index of many levels exceeds its limit no more often")
  void ofManyLevels(int levels, Values values, int before, int now) {
    int repetitions = 300;
    int alarms = new Shape(values, levels, 1, before, now, 1).alarms(repetitions, SEED);
    assertThat((double) alarms / repetitions).as("seed %d", SEED).isLessThanOrEqualTo(0.025);
  }

  @Test
  @DisplayName("the indexes of forty columns exceed a limit in one of a hundred pairs of samples")
  void ofManyColumns() {
    int repetitions = 300;
    int alarms =
        new Shape(Values.UNEQUAL_LEVELS, 12, 1, 4_000, 1_000, 40).alarms(repetitions, SEED);
    assertThat((double) alarms / repetitions).as("seed %d", SEED).isLessThanOrEqualTo(0.03);
  }

  @Test
  @EnabledIfSystemProperty(named = REPETITIONS, matches = ".+")
  @DisplayName("prints the table of docs/statistics.md")
  void table() {
    int repetitions = Integer.getInteger(REPETITIONS, 300);
    System.out.printf("%nseed %d, %d repetitions%n%n", SEED, repetitions);
    System.out.println(
        "| column | rows of a customer | customers before | now | columns | alarms |");
    System.out.println("| --- | --- | --: | --: | --: | --: |");
    for (Shape shape : shapes()) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f %% |%n",
          shape,
          100.0 * shape.alarms(repetitions, SEED) / repetitions);
    }
  }

  private static List<Shape> shapes() {
    return List.of(
        new Shape(Values.NUMBERS, 0, 1, 50, 50, 1),
        new Shape(Values.NUMBERS, 0, 1, 100, 100, 1),
        new Shape(Values.NUMBERS, 0, 1, 300, 300, 1),
        new Shape(Values.NUMBERS, 0, 1, 3_000, 100, 1),
        new Shape(Values.NUMBERS, 0, 1, 100, 3_000, 1),
        new Shape(Values.NUMBERS, 0, 1, 3_000, 3_000, 1),
        new Shape(Values.NUMBERS, 0, 5, 100, 100, 1),
        new Shape(Values.NUMBERS, 0, 5, 1_500, 800, 1),
        new Shape(Values.EQUAL_LEVELS, 2, 1, 100, 100, 1),
        new Shape(Values.EQUAL_LEVELS, 2, 1, 3_000, 1_000, 1),
        new Shape(Values.UNEQUAL_LEVELS, 12, 1, 100, 100, 1),
        new Shape(Values.UNEQUAL_LEVELS, 12, 1, 3_000, 1_000, 1),
        new Shape(Values.UNEQUAL_LEVELS, 12, 5, 1_500, 800, 1),
        new Shape(Values.EQUAL_LEVELS, 60, 1, 3_000, 3_000, 1),
        new Shape(Values.EQUAL_LEVELS, 200, 1, 10_000, 2_000, 1),
        new Shape(Values.EQUAL_LEVELS, 1_000, 1, 10_000, 10_000, 1),
        new Shape(Values.EQUAL_LEVELS, 1_000, 1, 10_000, 2_000, 1),
        new Shape(Values.UNEQUAL_LEVELS, 200, 1, 10_000, 2_000, 1),
        new Shape(Values.UNEQUAL_LEVELS, 1_000, 1, 10_000, 10_000, 1),
        new Shape(Values.UNEQUAL_LEVELS, 1_000, 5, 5_000, 2_000, 1),
        new Shape(Values.NUMBERS, 0, 1, 1_000, 300, 40),
        new Shape(Values.UNEQUAL_LEVELS, 12, 1, 1_000, 300, 40),
        new Shape(Values.UNEQUAL_LEVELS, 200, 1, 1_000, 300, 40));
  }
}
