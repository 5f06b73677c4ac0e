package credence.logistic;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credence.model.StandardErrors;
import credence.results.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Draws training sides with few defaulters, fits them, and counts how often coefficient ± 1.96
/// standard errors contains the coefficient of the population. `scripts/standard-error-coverage`
/// runs it with more repetitions (`-Dcredence.repetitions`) and prints the table of
/// `docs/statistics.md`.
@DisplayName("With few defaulters")
class StandardErrorCoverageTest {
  private static final String REPETITIONS = "credence.repetitions";
  private static final int REPEATED = Integer.getInteger(REPETITIONS, 400);
  private static final long SEED = Long.getLong("credence.seed", 20_261_130L);
  private static final double NORMAL = 1.959963984540054;

  /// A population, and how it is fitted.
  ///
  /// @param columns of a customer: numbers, then skewed numbers, then shares of 30 %
  /// @param rowsMax how many rows a customer has at most; half of the customers have one outcome
  ///   for all of their rows
  /// @param c the weight of the data against the penalty
  private record Population(int columns, int rowsMax, double c) {
    /// The log-odds' coefficient of a column.
    static double coefficient(int column) {
      return new double[] {0.6, -0.4, 0.3, 0, 0.2}[column % 5];
    }

    /// Draws customers of whom about `defaulters` default, at a rate of 3 %.
    Drawn draw(SplittableRandom random, double defaulters) {
      int customers = (int) Math.round(defaulters / 0.03);
      List<double[]> values = new ArrayList<>();
      for (int j = 0; j < columns; j++) {
        values.add(new double[customers * rowsMax]);
      }
      int[] customerOfRow = new int[customers * rowsMax];
      BitSet positive = new BitSet();
      int row = 0;
      for (int customer = 0; customer < customers; customer++) {
        double luck = random.nextDouble();
        boolean common = random.nextBoolean();
        double[] x = new double[columns];
        Arrays.setAll(x, j -> value(random, j));
        int rows = rowsMax == 1 ? 1 : 1 + random.nextInt(rowsMax);
        for (int i = 0; i < rows; i++) {
          double score = -3.9;
          for (int j = 0; j < columns; j++) {
            values.get(j)[row] = x[j];
            score += coefficient(j) * x[j];
          }
          double p = 1 / (1 + Math.exp(-score));
          positive.set(row, (common ? luck : random.nextDouble()) < p);
          customerOfRow[row++] = customer;
        }
      }
      int rows = row;
      return new Drawn(
          new TrainingRows(
              IntStream.range(0, columns).mapToObj(j -> "x" + j).toList(),
              values.stream().map(column -> Arrays.copyOf(column, rows)).toList(),
              positive),
          Arrays.copyOf(customerOfRow, rows));
    }

    private static double value(SplittableRandom random, int column) {
      return switch (column % 3) {
        case 0 -> random.nextGaussian();
        case 1 -> (Math.exp(0.8 * random.nextGaussian()) - 1.377) / 1.3;
        default -> random.nextDouble() < 0.3 ? 1.5 : -0.65;
      };
    }
  }

  /// Customers, and whose each row is.
  @SuppressWarnings("ArrayRecordComponent")
  private record Drawn(TrainingRows rows, int[] customers) {
    @Nullable Fit fit(double c) {
      Labels labels = rows.labels();
      return labels.positives() == 0
          ? null
          : Results.value(
              new NewtonSolver()
                  .fit(
                      rows.design(),
                      labels,
                      new SolverSettings(c, false, 1e-8),
                      1,
                      FitProgress.SILENT));
    }
  }

  /// How often the coefficients of a population were found.
  ///
  /// @param samples the samples with standard errors
  /// @param shares the share of these of which a coefficient's interval contains it
  @SuppressWarnings("ArrayRecordComponent")
  private record Coverage(int samples, double[] shares) {
    double least() {
      return Arrays.stream(shares).min().orElseThrow();
    }

    double mean() {
      return Arrays.stream(shares).average().orElseThrow();
    }

    double most() {
      return Arrays.stream(shares).max().orElseThrow();
    }
  }

  private static Coverage coverage(Population population, int defaulters) {
    double[] truth = truth(population, defaulters);
    SplittableRandom random = new SplittableRandom(SEED);
    int samples = 0;
    double[] found = new double[population.columns()];
    for (int repetition = 0; repetition < REPEATED; repetition++) {
      Drawn drawn = population.draw(random.split(), defaulters);
      Fit fit = drawn.fit(population.c());
      StandardErrors errors = fit == null ? null : errors(population, drawn, fit);
      if (fit != null && errors != null) {
        samples++;
        for (int j = 0; j < found.length; j++) {
          double error = fit.coefficients().get(j) - truth[j];
          found[j] += Math.abs(error) <= NORMAL * errors.coefficients().get(j) ? 1 : 0;
        }
      }
    }
    int counted = samples;
    return new Coverage(samples, Arrays.stream(found).map(count -> count / counted).toArray());
  }

  private static @Nullable StandardErrors errors(Population population, Drawn drawn, Fit fit) {
    int[] customers = drawn.customers();
    IntUnaryOperator customerOfRow = population.rowsMax() == 1 ? null : row -> customers[row];
    Labels labels = drawn.rows().labels();
    RarerClass rarer = RarerClass.of(labels, customerOfRow, CustomerSandwich.FEW);
    return new CustomerSandwich(1)
        .standardErrors(drawn.rows().design(), labels, customerOfRow, rarer, fit);
  }

  /// The coefficients of the population at the same strength of the penalty, from a sample with
  /// 5,000 defaulters.
  private static double[] truth(Population population, int defaulters) {
    double times = 5_000.0 / defaulters;
    Fit fit =
        population
            .draw(new SplittableRandom(SEED + 1), defaulters * times)
            .fit(population.c() / times);
    return requireNonNull(fit).coefficients().stream().mapToDouble(c -> c).toArray();
  }

  @ParameterizedTest
  @CsvSource({"10, 2, 1", "20, 4, 1", "20, 2, 3"})
  @DisplayName(
      "coefficient ± 1.96 standard errors contains the population's in 91 to 99.5 of 100 samples")
  void covers(int defaulters, int columns, int rowsMax) {
    Coverage coverage = coverage(new Population(columns, rowsMax, 1), defaulters);
    assertThat(coverage.least()).as("seed %d, %s", SEED, coverage).isGreaterThan(0.91);
    assertThat(coverage.most()).as("seed %d, %s", SEED, coverage).isLessThan(0.995);
  }

  @Test
  @EnabledIfSystemProperty(named = REPETITIONS, matches = ".+")
  @DisplayName("prints the table of docs/statistics.md")
  void table() {
    System.out.printf("%nseed %d, %d repetitions%n", SEED, REPEATED);
    System.out.println(
        "| coefficients | rows of a customer | C | defaulters expected | samples with errors | least | mean | most |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (double c : new double[] {1, 1_000}) {
      for (int rowsMax : new int[] {1, 3}) {
        for (int columns : new int[] {2, 8}) {
          for (int defaulters : new int[] {5, 7, 10, 15, 20, 30, 50, 70, 100}) {
            Coverage coverage = coverage(new Population(columns, rowsMax, c), defaulters);
            System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.0f | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |%n",
                columns,
                rowsMax == 1 ? "1" : "1 to " + rowsMax,
                c,
                defaulters,
                100.0 * coverage.samples() / REPEATED,
                100 * coverage.least(),
                100 * coverage.mean(),
                100 * coverage.most());
          }
        }
      }
    }
  }
}
