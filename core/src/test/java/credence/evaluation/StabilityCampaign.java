package credence.evaluation;

import static java.util.Objects.requireNonNull;

import credence.evaluation.ScoreStability.Basis;
import credence.evaluation.distribution.NormalTail;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Measures the coverage of intervals of the stability of scores, and how often the gate on it
/// passes and fails; `scripts/score-stability` runs it.
final class StabilityCampaign {
  private static final int GRID = 50_000;
  private static final double CORRELATION = 0.5;
  private static final double LIMIT = 0.1;
  private static final int[][] SIZES = {{200, 200}, {1_000, 200}, {500, 500}, {1_000, 1_000}};
  private static final int[][] SIZES_OF_REPEATED = {{200, 200}, {1_000, 300}, {1_000, 1_000}};

  private StabilityCampaign() {}

  /// Standard normal values at equal steps of their probability.
  private static final class Grid {
    private static final double[] NORMALS =
        IntStream.range(0, GRID).mapToDouble(i -> normal((i + 0.5) / GRID)).toArray();
  }

  /// How the newest scores differ from earlier ones, which are standard normal.
  enum Drift {
    /// All are higher.
    SHIFT,
    /// They have a greater standard deviation.
    SPREAD,
    /// Some are higher by 2.
    PART,
    /// All are higher, and all scores are rounded to a few points.
    POINTS;

    /// The score of a standard normal value.
    ///
    /// @param size of the drift, at least 0; 0 for earlier scores
    /// @param uniform of the customer, in [0, 1)
    double score(double normal, double size, double uniform) {
      return switch (this) {
        case SHIFT -> normal + size;
        case SPREAD -> normal * (1 + size);
        case PART -> uniform < size ? normal + 2 : normal;
        case POINTS -> Math.rint(2.5 * (normal + size)) / 2.5;
      };
    }

    /// The size of the drift for which the index of the populations has a value, by bisection.
    double size(double index) {
      double low = 0;
      double high = this == PART ? 1 : 4;
      for (int step = 0; index > 0 && step < 30; step++) {
        double middle = (low + high) / 2;
        if (index(middle) < index) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return low;
    }

    /// The index of the populations, from scores at equal steps of their probability.
    double index(double size) {
      double[] scores = new double[2 * GRID];
      for (int i = 0; i < GRID; i++) {
        double normal = Grid.NORMALS[i];
        // A low-discrepancy sequence decides which of the scores are higher.
        double uniform = i * 0.618033988749895 % 1;
        scores[i] = score(normal, 0, uniform);
        scores[GRID + i] = score(normal, size, uniform);
      }
      return stability(scores, GRID, customers(2 * GRID)).index();
    }
  }

  /// The rows of customers.
  enum Rows {
    /// One for each customer.
    ONE,
    /// One to five, correlated by 0.5.
    FEW,
    /// Ten equal ones for one customer in ten, and else one.
    UNEQUAL,
    /// One on each side, correlated by 0.5: the same customers are on both sides.
    BOTH;

    int count(SplittableRandom random) {
      return switch (this) {
        case ONE, BOTH -> 1;
        case FEW -> 1 + random.nextInt(5);
        case UNEQUAL -> random.nextInt(10) == 0 ? 10 : 1;
      };
    }

    double correlation() {
      return switch (this) {
        case ONE, UNEQUAL -> 1;
        case FEW, BOTH -> CORRELATION;
      };
    }
  }

  /// Populations and sizes of samples.
  record Shape(Drift drift, Rows rows, int before, int now) {}

  /// Shares of the samples, in [0, 1].
  ///
  /// @param covered whose interval contains the index of the populations
  /// @param passed whose interval is within the limit
  /// @param failed whose interval is outside the limit
  record Shares(double covered, double passed, double failed) {}

  /// Draws samples.
  ///
  /// @param index of the populations
  /// @param limit of the gate
  static Shares measure(Shape shape, double index, double limit, int repetitions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double size = shape.drift().size(index);
    int covered = 0;
    int passed = 0;
    int failed = 0;
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Interval interval = requireNonNull(draw(shape, size, random).value().interval());
      covered += interval.contains(index) ? 1 : 0;
      passed += interval.high() <= limit ? 1 : 0;
      failed += interval.low() > limit ? 1 : 0;
    }
    double count = repetitions;
    return new Shares(covered / count, passed / count, failed / count);
  }

  private static ScoreStability draw(Shape shape, double size, SplittableRandom random) {
    double[] scores = new double[10 * (shape.before() + shape.now())];
    int[] customers = new int[scores.length];
    double[] own = new double[shape.before() + shape.now()];
    int rows = 0;
    int rowsBefore = 0;
    for (int customer = 0; customer < own.length; customer++) {
      boolean now = customer >= shape.before();
      boolean again =
          now && shape.rows() == Rows.BOTH && customer - shape.before() < shape.before();
      int person = again ? customer - shape.before() : customer;
      own[customer] = again ? own[person] : random.nextGaussian();
      double uniform = random.nextDouble();
      double share = shape.rows().correlation();
      for (int row = shape.rows().count(random); row > 0; row--) {
        double noise = share < 1 ? random.nextGaussian() : 0;
        double normal = Math.sqrt(share) * own[customer] + Math.sqrt(1 - share) * noise;
        scores[rows] = shape.drift().score(normal, now ? size : 0, uniform);
        customers[rows++] = person;
      }
      rowsBefore = now ? rowsBefore : rows;
    }
    return stability(
        Arrays.copyOf(scores, rows), rowsBefore, dense(Arrays.copyOf(customers, rows)));
  }

  private static int[] dense(int[] customers) {
    int[] numbers = new int[customers.length];
    int[] known = new int[Arrays.stream(customers).max().orElse(0) + 1];
    int count = 0;
    for (int row = 0; row < customers.length; row++) {
      if (known[customers[row]] == 0) {
        known[customers[row]] = ++count;
      }
      numbers[row] = known[customers[row]] - 1;
    }
    return numbers;
  }

  private static int[] customers(int rows) {
    int[] customers = new int[rows];
    Arrays.setAll(customers, row -> row);
    return customers;
  }

  private static ScoreStability stability(double[] scores, int rowsBefore, int[] customers) {
    double[] probabilities =
        Arrays.stream(scores).map(score -> LogOdds.probability(score - 2)).toArray();
    return requireNonNull(
        ScoreStability.of(
            Sample.of(probabilities, new boolean[scores.length], customers),
            row -> row >= rowsBefore,
            Basis.TRAINING_SETS,
            "newest",
            true));
  }

  /// The quantile of the standard normal distribution.
  private static double normal(double probability) {
    return probability < 0.5
        ? -NormalTail.quantile(1 - 2 * probability)
        : probability == 0.5 ? 0 : NormalTail.quantile(2 * probability - 1);
  }

  /// Prints the table of docs/statistics.md.
  ///
  /// @param arguments repetitions and seed
  public static void main(String[] arguments) {
    int repetitions = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    System.out.println(
        """
        | drift | rows of a customer | earlier | newest | 0: passes | = limit: coverage | passes | fails | 2 × limit: coverage | fails |
        | --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |""");
    for (Drift drift : Drift.values()) {
      for (int[] size : SIZES) {
        print(new Shape(drift, Rows.ONE, size[0], size[1]), repetitions, seed);
      }
    }
    for (Rows rows : Rows.values()) {
      for (int[] size : rows == Rows.ONE ? new int[0][] : SIZES_OF_REPEATED) {
        print(new Shape(Drift.SHIFT, rows, size[0], size[1]), repetitions, seed);
      }
    }
  }

  private static void print(Shape shape, int repetitions, long seed) {
    Shares none = measure(shape, 0, LIMIT, repetitions, seed);
    Shares same = measure(shape, LIMIT, LIMIT, repetitions, seed);
    Shares twice = measure(shape, 2 * LIMIT, LIMIT, repetitions, seed);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |%n",
        shape.drift().name().toLowerCase(Locale.ROOT),
        shape.rows().name().toLowerCase(Locale.ROOT),
        shape.before(),
        shape.now(),
        100 * none.passed(),
        100 * same.covered(),
        100 * same.passed(),
        100 * same.failed(),
        100 * twice.covered(),
        100 * twice.failed());
  }
}
