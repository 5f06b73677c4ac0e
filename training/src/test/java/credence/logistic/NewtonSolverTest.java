package credence.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.exercise.Exercise;
import credence.model.LocatedError;
import credence.model.Result;
import credence.results.Results;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class NewtonSolverTest {
  private static final SolverSettings FREE = new SolverSettings(0.1, false, 1e-10);
  private static final SolverSettings PENALISED = new SolverSettings(0.1, true, 1e-10);

  private static Result<Fit> result(TrainingRows rows, SolverSettings settings, int threads) {
    return new NewtonSolver()
        .fit(rows.design(), rows.labels(), settings, threads, FitProgress.SILENT);
  }

  private static Fit fit(TrainingRows rows, SolverSettings settings) {
    return Results.value(result(rows, settings, 2));
  }

  private static void assertOptimum(Fit fit, double[] expected, double relative) {
    Percentage within = Percentage.withPercentage(100 * relative);
    assertThat(fit.intercept()).isCloseTo(expected[0], within);
    for (int j = 1; j < expected.length; j++) {
      assertThat(fit.coefficients().get(j - 1))
          .as("column %d", j - 1)
          .isCloseTo(expected[j], within);
    }
  }

  @Nested
  @DisplayName("The optimum")
  class Optimum {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("of the exercise is the reference's within 1e-8, intercept penalised or not")
    void exercise(boolean penaliseIntercept) throws Exception {
      JsonNode optimum =
          Exercise.reference()
              .get(penaliseIntercept ? "optimum_penalised_intercept" : "optimum_free_intercept");
      JsonNode coefficients = optimum.get("coefficients");

      Fit fit = fit(TrainingRows.ofExercise(), penaliseIntercept ? PENALISED : FREE);

      assertThat(fit.convergence()).isEqualTo(Convergence.GRADIENT);
      assertOptimum(
          fit,
          new double[] {
            optimum.get("intercept").doubleValue(),
            coefficients.get("score_3").doubleValue(),
            coefficients.get("score_4").doubleValue(),
            coefficients.get("score_5").doubleValue(),
            coefficients.get("score_6").doubleValue()
          },
          1e-8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    @DisplayName("of generated rows is the textbook's, in coefficients and objective")
    void generated(int seed) {
      SolverSettings settings = new SolverSettings(Math.pow(10, seed - 4), seed % 2 == 0, 1e-10);
      TrainingRows rows = TrainingRows.generated(seed, 9_000, 1, 0.5, 20, 3);

      Fit fit = fit(rows, settings);

      assertThat(fit.convergence()).isEqualTo(Convergence.GRADIENT);
      assertOptimum(fit, new ReferenceOptimum(rows, settings).find(), 1e-7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("is found for features of scales from 1e-6 to 1e6")
    void illScaled(boolean penaliseIntercept) {
      SolverSettings settings = new SolverSettings(1, penaliseIntercept, 1e-10);
      TrainingRows rows = TrainingRows.generated(17, 5_000, 1e-6, 1e-3, 1, 1e3, 1e6);

      Fit fit = fit(rows, settings);

      assertThat(fit.gradientNorm()).isLessThanOrEqualTo(1e-10);
      assertThat(fit.iterations()).isLessThan(15);
      assertOptimum(fit, new ReferenceOptimum(rows, settings).find(), 1e-5);
    }

    @Test
    @DisplayName("of one-hot columns for every level divides the effect by the penalty")
    void collinear() {
      SplittableRandom random = new SplittableRandom(23);
      int rows = 4_000;
      List<double[]> levels = List.of(new double[rows], new double[rows], new double[rows]);
      BitSet positive = new BitSet();
      for (int row = 0; row < rows; row++) {
        int level = random.nextInt(3);
        levels.get(level)[row] = 1;
        positive.set(row, random.nextDouble() < 0.1 + 0.2 * level);
      }
      TrainingRows oneHot = new TrainingRows(List.of("a", "b", "c"), levels, positive);

      Fit fit = fit(oneHot, new SolverSettings(1e3, false, 1e-10));

      // Where the intercept is free, the penalty alone places the levels: around a mean of 0.
      assertThat(fit.convergence()).isEqualTo(Convergence.GRADIENT);
      assertThat(fit.coefficients().stream().mapToDouble(w -> w).sum())
          .isCloseTo(0, Offset.offset(1e-8));
      assertThat(fit.coefficients()).isSorted();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 1e9, 1e12, 1e15})
    @DisplayName("of separable classes with a weak penalty is reached on the objective's own scale")
    void separableWithWeakPenalty(double c) {
      int rows = 3_000;
      SplittableRandom random = new SplittableRandom(41);
      double[] a = random.doubles(rows).toArray();
      BitSet positive = new BitSet();
      for (int row = 0; row < rows; row++) {
        positive.set(row, a[row] > 0.8);
      }

      Fit fit =
          fit(
              new TrainingRows(List.of("a"), List.of(a), positive),
              new SolverSettings(c, false, 1e-10));

      // At the optimum w = C · Σ (y - p) x, and Σ (y - p) = 0, so that x may be centred.
      double w = fit.coefficients().getFirst();
      double pull = 0;
      for (int row = 0; row < rows; row++) {
        double score = fit.intercept() + w * a[row];
        double residual =
            positive.get(row) ? 1 / (1 + Math.exp(score)) : -1 / (1 + Math.exp(-score));
        pull += c * residual * (a[row] - 0.8);
      }
      assertThat(fit.convergence()).isEqualTo(Convergence.GRADIENT);
      assertThat(pull).isCloseTo(w, Percentage.withPercentage(0.01));
    }

    @Test
    @DisplayName("of a duplicated column splits its coefficient between the two")
    void twins() {
      SolverSettings settings = new SolverSettings(1e12, false, 1e-10);
      TrainingRows rows = TrainingRows.generated(31, 3_000, 1, 2);

      Fit once = fit(rows, settings);
      Fit twice = fit(rows.with("twin", rows.columns().getFirst()), settings);

      assertThat(twice.coefficients().get(0) + twice.coefficients().get(2))
          .isCloseTo(once.coefficients().get(0), Percentage.withPercentage(1e-6));
      assertThat(twice.coefficients().get(1))
          .isCloseTo(once.coefficients().get(1), Percentage.withPercentage(1e-6));
      assertThat(twice.gradientNorm()).isLessThan(1e-9);
    }
  }

  @Nested
  @DisplayName("The same bits")
  class Determinism {
    @Test
    @DisplayName("at one, two and three threads and in every run")
    void threads() {
      TrainingRows rows = TrainingRows.generated(5, 70_000, 1, 2, 3, 4, 5, 6);
      Result<Fit> expected = result(rows, FREE, 1);

      for (int threads : new int[] {1, 2, 2, 3, 3, 7}) {
        assertThat(result(rows, FREE, threads)).isEqualTo(expected);
      }
    }
  }

  @Nested
  @DisplayName("Anomalies of the rows are reported")
  class Findings {
    @Test
    @DisplayName("a constant column has coefficient 0 and changes nothing else")
    void constantColumn() {
      TrainingRows rows = TrainingRows.generated(3, 3_000, 1, 2);
      double[] constant = new double[rows.rows()];
      Arrays.fill(constant, 0.1);

      Fit without = fit(rows, FREE);
      Fit with = fit(rows.with("always", constant), FREE);

      assertThat(with.constantColumns()).containsExactly("always");
      assertThat(without.constantColumns()).isEmpty();
      assertThat(with.coefficients().getLast()).isZero();
      assertThat(with.coefficients().subList(0, 2)).isEqualTo(without.coefficients());
      assertThat(with.intercept()).isEqualTo(without.intercept());
    }

    @Test
    @DisplayName("a constant column with a penalised intercept gets its share at the optimum")
    void constantColumnBesidePenalisedIntercept() {
      TrainingRows rows = TrainingRows.generated(3, 3_000, 1, 2);
      double[] constant = new double[rows.rows()];
      Arrays.fill(constant, 2);

      Fit fit = fit(rows.with("always", constant), PENALISED);

      assertThat(fit.coefficients().getLast())
          .isCloseTo(2 * fit.intercept(), Percentage.withPercentage(1e-6));
    }

    @Test
    @DisplayName("separable classes have a finite optimum, and the separating column is named")
    void separable() {
      int rows = 20_000;
      double[] line = new double[rows];
      Arrays.setAll(line, row -> (row % 2 == 0 ? 1 : -1) * (row + 1));
      BitSet positive = new BitSet();
      for (int row = 0; row < rows; row += 2) {
        positive.set(row);
      }
      TrainingRows separable =
          TrainingRows.generated(4, rows, 1)
              .with("line", line)
              .with("mirrored", Arrays.stream(line).map(x -> -x).toArray());
      TrainingRows relabelled = new TrainingRows(separable.names(), separable.columns(), positive);

      Fit fit = fit(relabelled, new SolverSettings(1e6, false, 1e-10));

      assertThat(fit.separated()).isTrue();
      assertThat(fit.separatingColumns()).containsExactly("line", "mirrored");
      assertThat(fit.convergence()).isIn(Convergence.GRADIENT, Convergence.ROUNDING_FLOOR);
      assertThat(fit.coefficients()).allMatch(Double::isFinite);
      assertThat(fit(separable, FREE).separated()).isFalse();
      assertThat(fit(separable, FREE).separatingColumns()).isEmpty();
    }

    @Test
    @DisplayName("a tolerance below the precision of doubles ends at the rounding floor")
    void roundingFloor() {
      Fit fit = fit(TrainingRows.generated(8, 20_000, 1, 2), new SolverSettings(1, false, 1e-30));

      assertThat(fit.convergence()).isEqualTo(Convergence.ROUNDING_FLOOR);
      assertThat(fit.gradientNorm()).isLessThan(1e-14);
    }

    @Test
    @DisplayName("an exhausted number of iterations")
    void iterationLimit() {
      TrainingRows rows = TrainingRows.generated(8, 2_000, 1, 2);
      Fit fit =
          Results.value(
              new NewtonSolver(1).fit(rows.design(), rows.labels(), FREE, 1, FitProgress.SILENT));

      assertThat(fit.convergence()).isEqualTo(Convergence.ITERATION_LIMIT);
      assertThat(fit.iterations()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("Rows that cannot be fitted are rejected with what to do")
  class Rejections {
    @Test
    @DisplayName("no rows, or no features: both reported together")
    void nothing() {
      Design empty = new InMemoryDesign(List.of(), new double[0][]);

      assertThat(
              Results.rejected(
                  new NewtonSolver()
                      .fit(empty, Labels.of(new BitSet(), 0), FREE, 1, FitProgress.SILENT)))
          .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    @DisplayName("all of one class, one row or many")
    void oneClass(int count) {
      TrainingRows rows = TrainingRows.generated(1, count, 1);
      BitSet all = new BitSet();
      all.set(0, count);

      assertThat(reasons(result(new TrainingRows(rows.names(), rows.columns(), all), FREE, 1)))
          .first()
          .asString()
          .contains("only defaults", "add");
      TrainingRows none = new TrainingRows(rows.names(), rows.columns(), new BitSet());
      assertThat(reasons(result(none, FREE, 1))).first().asString().contains("no default", "add");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300})
    @DisplayName("values that are not finite or too large, with each such column")
    void notFinite(double value) {
      TrainingRows rows = TrainingRows.generated(1, 10_000, 1, 1, 1);
      rows.columns().get(0)[9_999] = value;
      rows.columns().get(2)[3] = value;

      assertThat(reasons(result(rows, FREE, 2)))
          .satisfiesExactly(
              reason -> assertThat(reason).startsWith("x0:"),
              reason -> assertThat(reason).startsWith("x2:"));
    }

    @Test
    @DisplayName("more columns than fit")
    void tooManyColumns() {
      int columns = NewtonSolver.COLUMNS_MAX + 1;
      List<String> names = new ArrayList<>();
      for (int j = 0; j < columns; j++) {
        names.add("x" + j);
      }
      BitSet positive = new BitSet();
      positive.set(0);
      Design wide = new InMemoryDesign(names, new double[columns][2]);

      assertThat(
              reasons(
                  new NewtonSolver()
                      .fit(wide, Labels.of(positive, 2), FREE, 1, FitProgress.SILENT)))
          .first()
          .asString()
          .contains("2001", "levels");
    }

    private static List<String> reasons(Result<Fit> result) {
      return Results.rejected(result).stream().map(LocatedError::expected).toList();
    }
  }

  @Nested
  @DisplayName("A running fit")
  class UnderWay {
    @Test
    @DisplayName("reports each iteration, and stops on request")
    void progress() {
      TrainingRows rows = TrainingRows.generated(8, 2_000, 1, 2);
      List<Integer> seen = new ArrayList<>();

      Result<Fit> result =
          new NewtonSolver()
              .fit(
                  rows.design(),
                  rows.labels(),
                  FREE,
                  1,
                  (iteration, norm) -> {
                    assertThat(norm).isPositive();
                    seen.add(iteration);
                    return iteration < 2;
                  });

      assertThat(result).isEqualTo(new Result.Cancelled<Fit>());
      assertThat(seen).containsExactly(0, 1, 2);
    }

    @Test
    @DisplayName("reports the share of the fit that is done, also within a pass")
    void share() {
      TrainingRows rows = TrainingRows.generated(8, 100_000, 1, 2);
      List<Double> shares = Collections.synchronizedList(new ArrayList<>());
      FitProgress progress =
          new FitProgress() {
            @Override
            public boolean proceed(int iteration, double gradientNorm) {
              return true;
            }

            @Override
            public void passing(double shareDone) {
              shares.add(shareDone);
            }
          };

      Results.value(new NewtonSolver().fit(rows.design(), rows.labels(), FREE, 2, progress));

      assertThat(shares).hasSizeGreaterThan(30).allMatch(share -> share >= 0 && share <= 1);
      assertThat(shares.getFirst()).isLessThan(0.1);
      assertThat(shares.get(shares.size() / 2)).isBetween(0.25, 0.85);
      assertThat(shares.getLast()).isGreaterThan(0.9);
    }

    @Test
    @DisplayName("stops if its thread is interrupted, which remains interrupted")
    void interruption() {
      TrainingRows rows = TrainingRows.generated(8, 2_000, 1, 2);
      try {
        List<Integer> seen = new ArrayList<>();
        Thread.currentThread().interrupt();
        assertThat(
                new NewtonSolver()
                    .fit(
                        rows.design(),
                        rows.labels(),
                        FREE,
                        2,
                        (iteration, _) -> seen.add(iteration)))
            .isEqualTo(new Result.Cancelled<Fit>());
        assertThat(seen).doesNotContain(1);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }

    @Test
    @DisplayName("propagates failures of the design, at any number of blocks and threads")
    void failingDesign() {
      TrainingRows rows = TrainingRows.generated(8, 100_000, 1, 2);
      Design whole = rows.design();
      for (int failing = 0; failing < whole.blockCount(); failing++) {
        int bad = failing;
        Design broken =
            new Design() {
              @Override
              public List<String> columnNames() {
                return whole.columnNames();
              }

              @Override
              public int rows() {
                return whole.rows();
              }

              @Override
              public int fill(int block, double[][] columns) {
                if (block == bad) {
                  throw new IllegalStateException("block " + bad);
                }
                return whole.fill(block, columns);
              }
            };
        assertThatThrownBy(
                () ->
                    new NewtonSolver()
                        .fit(broken, rows.labels(), FREE, 1 + bad % 3, FitProgress.SILENT))
            .hasMessage("block " + bad);
      }
    }
  }
}
