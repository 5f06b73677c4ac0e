package credence.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import credence.model.StandardErrors;
import credence.results.Results;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerSandwichTest {
  private static Fit fit(TrainingRows rows, SolverSettings settings) {
    return Results.value(
        new NewtonSolver().fit(rows.design(), rows.labels(), settings, 2, FitProgress.SILENT));
  }

  private static @Nullable StandardErrors errors(
      TrainingRows rows, int[] customers, SolverSettings settings, int threads) {
    return new CustomerSandwich(threads)
        .standardErrors(
            rows.design(),
            rows.labels(),
            row -> customers[row],
            rarer(rows, row -> customers[row]),
            fit(rows, settings));
  }

  /// The index if no customer repeats.
  private static @Nullable StandardErrors errorsByRow(
      TrainingRows rows, SolverSettings settings, int threads) {
    return new CustomerSandwich(threads)
        .standardErrors(rows.design(), rows.labels(), null, rarer(rows, null), fit(rows, settings));
  }

  private static RarerClass rarer(TrainingRows rows, @Nullable IntUnaryOperator customerOfRow) {
    return RarerClass.of(rows.labels(), customerOfRow, CustomerSandwich.FEW);
  }

  private static double[] flat(@Nullable StandardErrors known) {
    StandardErrors errors = Objects.requireNonNull(known);
    double[] flat = new double[errors.coefficients().size() + 1];
    flat[0] = errors.intercept();
    for (int j = 1; j < flat.length; j++) {
      flat[j] = errors.coefficients().get(j - 1);
    }
    return flat;
  }

  private static int[] eachItsOwn(int rows) {
    int[] customers = new int[rows];
    Arrays.setAll(customers, row -> row);
    return customers;
  }

  /// Customers of 1 to `most` rows each, in consecutive rows.
  private static int[] repeated(SplittableRandom random, int rows, int most) {
    int[] customers = new int[rows];
    int row = 0;
    for (int customer = 0; row < rows; customer++) {
      int to = Math.min(rows, row + 1 + random.nextInt(most));
      Arrays.fill(customers, row, to, 1_000_000 - customer);
      row = to;
    }
    return customers;
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).as("error %d", i).isCloseTo(expected[i], withinPercentage(relative));
    }
  }

  @Nested
  @DisplayName("The standard errors are those of the textbook")
  class Textbook {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("if each customer appears once")
    void distinct(boolean penaliseIntercept) {
      TrainingRows rows = TrainingRows.generated(1, 20_000, 1, 0.01, 300);
      SolverSettings settings = new SolverSettings(0.5, penaliseIntercept, 1e-10);
      assertSame(rows, eachItsOwn(rows.rows()), settings);
      assertClose(
          flat(errorsByRow(rows, settings, 2)),
          ReferenceSandwich.errors(rows, eachItsOwn(rows.rows()), settings, fit(rows, settings)),
          1e-6);
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 0.1", "3, 7, 1e-4", "4, 400, 100", "5, 2000, 1e6", "6, 4000, 1"})
    @DisplayName("if customers repeat, over chunks and over several blocks")
    void repeating(int seed, int rowsMost, double c) {
      TrainingRows rows = TrainingRows.generated(seed, 30_000, 1, 20, 0.5, 3);
      int[] customers = repeated(new SplittableRandom(seed), rows.rows(), rowsMost);
      assertSame(rows, customers, new SolverSettings(c, seed % 2 == 0, 1e-10));
    }

    private static void assertSame(TrainingRows rows, int[] customers, SolverSettings settings) {
      assertClose(
          flat(errors(rows, customers, settings, 2)),
          ReferenceSandwich.errors(rows, customers, settings, fit(rows, settings)),
          1e-6);
    }

    /// The expected values by Debian's numpy, Newton's method to the optimum and the formula:
    ///
    /// ```
    /// import numpy as np
    /// x0=np.array([[-2,3],[-1.5,1],[-1,4],[-.5,1],[0,5],[.5,9],[1,2],[1.5,6],[2,5],[2.5,3]])
    /// y0=np.array([0,0,1,0,0,1,0,1,1,0]); g0=np.array([0,0,1,2,2,2,3,4,5,6]); C=2.
    /// for n in (30,5):
    ///   x=np.tile(x0,(n,1)); y=np.tile(y0,n); g=np.concatenate([g0+7*i for i in range(n)])
    ///   X=np.c_[np.ones(len(x)),x]; G=7*n
    ///   for pen in (0,1):
    ///     P=np.diag([pen,1,1]); w=np.zeros(3)
    ///     for _ in range(50):
    ///       p=1/(1+np.exp(-X@w)); A=C*X.T@(X*(p*(1-p))[:,None]); H=A+P
    ///       w-=np.linalg.solve(H,C*X.T@(p-y)+P@w)
    ///     s=np.array([C*((p-y)[:,None]*X)[g==k].sum(0) for k in range(G)]); s-=s.mean(0)
    ///     B=np.linalg.inv(H); V=B@s.T@s@B; m=np.array([(g[y==1]==k).sum() for k in range(G)])
    ///     k=(m>0).sum(); d=(m**2).sum()/m.sum()
    ///     V=G/(G-1)*np.diag(V) if k>=100 else np.maximum(k/(k-1)*np.diag(V),d*C*np.diag(B@A@B))
    ///     print(n,pen,np.sqrt(V).tolist())
    /// ```
    @ParameterizedTest
    @CsvSource({
      "30, false, 0.40111374154967666, 0.09876721173258711, 0.11910055277960588",
      "30, true, 0.22433850432640753, 0.08612807324548946, 0.0756195217889702",
      "5, false, 1.6815283558831007, 0.2935933895096721, 0.38755325686909536",
      "5, true, 0.6548457160147214, 0.23744647605953742, 0.1721217231230649"
    })
    @DisplayName("and numpy's, of many customers and of few")
    void numpy(
        int times, boolean penaliseIntercept, double intercept, double first, double second) {
      double[] x = {-2, -1.5, -1, -.5, 0, .5, 1, 1.5, 2, 2.5};
      double[] z = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
      int[] customersOnce = {0, 0, 1, 2, 2, 2, 3, 4, 5, 6};
      BitSet positive = new BitSet();
      double[][] columns = new double[2][10 * times];
      int[] customers = new int[10 * times];
      for (int row = 0; row < customers.length; row++) {
        columns[0][row] = x[row % 10];
        columns[1][row] = z[row % 10];
        customers[row] = customersOnce[row % 10] + 7 * (row / 10);
        positive.set(row, List.of(2, 5, 7, 8).contains(row % 10));
      }
      TrainingRows rows =
          new TrainingRows(List.of("a", "b"), List.of(columns[0], columns[1]), positive);
      assertClose(
          flat(errors(rows, customers, new SolverSettings(2, penaliseIntercept, 1e-12), 1)),
          new double[] {intercept, first, second},
          1e-8);
    }
  }

  @Test
  @DisplayName("The standard errors of a fit by LIBLINEAR are taken at its own coefficients")
  void liblinear() {
    TrainingRows rows = TrainingRows.generated(9, 3_000, 1, 2);
    SolverSettings settings = new SolverSettings(1, true, 1e-2);
    Fit fit =
        Results.value(
            new LiblinearSolver()
                .fit(rows.design(), rows.labels(), settings, 1, FitProgress.SILENT));
    int[] customers = repeated(new SplittableRandom(9), rows.rows(), 3);
    assertClose(
        flat(
            new CustomerSandwich(2)
                .standardErrors(
                    rows.design(),
                    rows.labels(),
                    row -> customers[row],
                    rarer(rows, row -> customers[row]),
                    fit)),
        ReferenceSandwich.errors(rows, customers, settings, fit),
        1e-6);
  }

  @Test
  @DisplayName("The standard errors have the same bits at any number of threads")
  void threads() {
    TrainingRows rows = TrainingRows.generated(5, 70_000, 1, 2, 3, 4, 5, 6);
    int[] customers = repeated(new SplittableRandom(5), rows.rows(), 5);
    SolverSettings settings = new SolverSettings(1, false, 1e-10);
    StandardErrors expected = errors(rows, customers, settings, 1);
    StandardErrors expectedByRow = errorsByRow(rows, settings, 1);
    for (int threads : new int[] {2, 3, 7}) {
      assertThat(errors(rows, customers, settings, threads)).isEqualTo(expected);
      assertThat(errorsByRow(rows, settings, threads)).isEqualTo(expectedByRow);
    }
  }

  @Test
  @DisplayName("A constant column has error 0 with a free intercept, and changes no other")
  void constantColumn() {
    TrainingRows rows = TrainingRows.generated(3, 3_000, 1, 2);
    double[] constant = new double[rows.rows()];
    Arrays.fill(constant, 0.1);
    SolverSettings settings = new SolverSettings(1, false, 1e-10);
    int[] customers = eachItsOwn(rows.rows());
    double[] with = flat(errors(rows.with("always", constant), customers, settings, 2));
    assertThat(with[3]).isZero();
    assertClose(Arrays.copyOf(with, 3), flat(errors(rows, customers, settings, 2)), 1e-8);
  }

  @Nested
  @DisplayName("There are no standard errors")
  class Unknown {
    @Test
    @DisplayName("if a column appears twice and the penalty is tiny")
    void twins() {
      TrainingRows rows = TrainingRows.generated(31, 3_000, 1, 2);
      TrainingRows twins = rows.with("twin", rows.columns().getFirst());
      SolverSettings settings = new SolverSettings(1e12, false, 1e-10);
      assertThat(errors(twins, eachItsOwn(rows.rows()), settings, 2)).isNull();
    }

    @Test
    @DisplayName("if fewer than five customers defaulted, or fewer than five did not")
    void fewOfAClass() {
      TrainingRows rows = TrainingRows.generated(31, 2_000, 1, 2);
      SolverSettings settings = new SolverSettings(1, false, 1e-10);
      int[] customers = eachItsOwn(rows.rows());
      for (boolean defaults : new boolean[] {true, false}) {
        TrainingRows four = withPositives(rows, defaults ? 4 : rows.rows() - 4);
        TrainingRows five = withPositives(rows, defaults ? 5 : rows.rows() - 5);
        assertThat(errors(four, customers, settings, 2)).isNull();
        assertThat(Objects.requireNonNull(errors(five, customers, settings, 2)).estimator())
            .isEqualTo(StandardErrors.Estimator.FEW_CUSTOMERS);
      }
      assertThat(Objects.requireNonNull(errors(rows, customers, settings, 2)).estimator()).isNull();
    }

    /// The rows with the first ones as defaults.
    private static TrainingRows withPositives(TrainingRows rows, int count) {
      BitSet positive = new BitSet();
      positive.set(0, count);
      return new TrainingRows(rows.names(), rows.columns(), positive);
    }

    @Test
    @DisplayName("if all rows are from one customer")
    void oneCustomer() {
      TrainingRows rows = TrainingRows.generated(31, 20_000, 1, 2);
      assertThat(errors(rows, new int[rows.rows()], new SolverSettings(1, true, 1e-10), 2))
          .isNull();
    }
  }

  /// 300 samples of 250 customers with one to four rows each, all rows of a customer alike but for
  /// what is left to chance: seed 2026.
  @ParameterizedTest
  @CsvSource({"1, false", "0.02, true"})
  @DisplayName("The standard errors are the spread of the coefficients over samples of customers")
  void simulation(double c, boolean penaliseIntercept) {
    SolverSettings settings = new SolverSettings(c, penaliseIntercept, 1e-10);
    SplittableRandom random = new SplittableRandom(2026);
    int samples = 300;
    double[][] estimates = new double[3][samples];
    double[] clustered = new double[3];
    double[] byRow = new double[3];
    for (int sample = 0; sample < samples; sample++) {
      Drawn drawn = Drawn.of(random, 250);
      Fit fit = fit(drawn.rows(), settings);
      double[] errors = flat(errors(drawn.rows(), drawn.customers(), settings, 1));
      int[] own = eachItsOwn(drawn.rows().rows());
      double[] tooSmall = flat(errors(drawn.rows(), own, settings, 1));
      for (int i = 0; i < 3; i++) {
        estimates[i][sample] = i == 0 ? fit.intercept() : fit.coefficients().get(i - 1);
        clustered[i] += errors[i] / samples;
        byRow[i] += tooSmall[i] / samples;
      }
    }
    for (int i = 0; i < 3; i++) {
      double spread = deviation(estimates[i]);
      assertThat(clustered[i]).as("coefficient %d", i).isCloseTo(spread, withinPercentage(10));
      assertThat(byRow[i]).as("coefficient %d by row", i).isLessThan(0.85 * spread);
    }
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  /// A sample of customers, and the customer of each row.
  @SuppressWarnings("ArrayRecordComponent")
  private record Drawn(TrainingRows rows, int[] customers) {
    static Drawn of(SplittableRandom random, int count) {
      double[][] columns = new double[2][4 * count];
      int[] customers = new int[4 * count];
      BitSet positive = new BitSet();
      int rows = 0;
      for (int customer = 0; customer < count; customer++) {
        double first = random.nextGaussian();
        double second = random.nextGaussian();
        double luck = 2 * random.nextGaussian();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
          columns[0][rows] = first;
          columns[1][rows] = 3 + 2 * second + 0.5 * random.nextGaussian();
          double z = -1 + 0.8 * first - 0.4 * second + luck;
          positive.set(rows, random.nextDouble() < 1 / (1 + Math.exp(-z)));
          customers[rows++] = customer;
        }
      }
      TrainingRows drawn =
          new TrainingRows(
              List.of("first", "second"),
              List.of(Arrays.copyOf(columns[0], rows), Arrays.copyOf(columns[1], rows)),
              positive);
      return new Drawn(drawn, customers);
    }
  }
}
