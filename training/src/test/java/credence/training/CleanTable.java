package credence.training;

import credence.dataset.MemoryTable;
import credence.dataset.Tables;
import credence.dataset.TrainingTable;
import credence.model.ModelSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// A generated training set without any fault, and a spec for it.
///
/// 10 to 100 columns, correlated by up to 0.7 through a common factor: normal, log-normal, with the
/// t distribution of 3 degrees of freedom, counts, booleans and categories of up to 12 levels; half
/// of them with up to 40 % of values missing at random. The default rate is 1 to 20 %, with 3 to 10
/// defaults expected for each column unless they need more than 12,000 rows; six columns are
/// related to it. In every fourth set customers have up to three rows, with correlated values, gaps
/// and outcomes.
///
/// @param table 2,000 to 12,000 rows
/// @param spec logistic regression with the default penalty
record CleanTable(TrainingTable table, ModelSpec spec) {
  private static final int SIGNALS = 6;

  /// Draws a set.
  static CleanTable draw(SplittableRandom random) {
    return new Draw(random).draw();
  }

  private static final class Draw {
    private final SplittableRandom random;
    private final int columns;
    private final double rate;
    private final double correlation;
    private final int[] customers;
    private final double[] factor;
    private final double[] score;
    private final StringBuilder features = new StringBuilder();
    private final MemoryTable table;

    Draw(SplittableRandom random) {
      this.random = random;
      this.columns = random.nextInt(10, 101);
      this.rate = Math.exp(random.nextDouble(Math.log(0.01), Math.log(0.2)));
      this.correlation = random.nextDouble(0.7);
      int rows = (int) Math.clamp(random.nextInt(3, 11) * columns / rate, 2_000, 12_000);
      int rowsMax = random.nextInt(4) == 0 ? 3 : 1;
      this.customers = customers(rows, rowsMax);
      this.factor = ofCustomers(1);
      this.score = new double[rows];
      this.table = new MemoryTable(customers);
    }

    private int[] customers(int rows, int rowsMax) {
      int[] customers = new int[rows];
      int customer = -1;
      int left = 0;
      for (int row = 0; row < rows; row++) {
        if (left == 0) {
          customer++;
          left = random.nextInt(1, rowsMax + 1);
        }
        left--;
        customers[row] = customer;
      }
      return customers;
    }

    /// Normal values, of which a share of the variance is common to a customer's rows.
    private double[] ofCustomers(double share) {
      double[] values = new double[customers.length];
      double common = 0;
      for (int row = 0; row < values.length; row++) {
        if (row == 0 || customers[row] != customers[row - 1]) {
          common = random.nextGaussian();
        }
        values[row] = Math.sqrt(share) * common + Math.sqrt(1 - share) * random.nextGaussian();
      }
      return values;
    }

    CleanTable draw() {
      for (int j = 0; j < columns; j++) {
        addColumn(j);
      }
      double intercept = intercept();
      double[] luck = ofCustomers(0.5);
      double[] target = new double[customers.length];
      for (int row = 0; row < target.length; row++) {
        target[row] = normal(luck[row]) < probability(intercept + score[row]) ? 1 : 0;
      }
      return new CleanTable(
          table.table(target),
          Tables.spec(
              "id: id\ntarget: {column: y}\nduplicates: keep\nsplit: {method: numpy, share: 0.3}\n"
                  + "algorithm: {solver: newton, penalise-intercept: false}\nfeatures:\n"
                  + features));
    }

    private void addColumn(int j) {
      double[] latent = ofCustomers(0.8);
      double signal = j < SIGNALS ? random.nextDouble(-0.6, 0.6) : 0;
      for (int row = 0; row < latent.length; row++) {
        latent[row] =
            Math.sqrt(correlation) * factor[row] + Math.sqrt(1 - correlation) * latent[row];
        score[row] += signal * latent[row];
      }
      double missing = random.nextBoolean() ? 0 : random.nextDouble(0.4);
      String name = "c" + j;
      switch (j % 7) {
        case 0, 1 -> addNumber(name, latent, missing, true);
        case 2 -> addNumber(name, map(latent, Math::exp), missing, random.nextBoolean());
        case 3 -> addNumber(name, map(latent, this::heavy), missing, true);
        case 4 -> {
          double scale = random.nextDouble(0.5, 4);
          addNumber(
              name,
              map(latent, x -> Math.floor(scale * Math.exp(0.7 * x))),
              missing,
              random.nextBoolean());
        }
        case 5 -> {
          double limit = random.nextDouble(-1.5, 1.5);
          features.append("  %s: {type: boolean, missing: false}\n".formatted(name));
          table.number(name, gaps(map(latent, x -> x > limit ? 1 : 0), missing));
        }
        default -> addCategory(name, latent, missing);
      }
    }

    /// A value of the t distribution of 3 degrees of freedom with the sign and size of a normal
    /// one.
    private double heavy(double x) {
      double chi = 0;
      for (int i = 0; i < 3; i++) {
        double z = random.nextGaussian();
        chi += z * z;
      }
      return x / Math.sqrt(chi / 3);
    }

    private void addNumber(String name, double[] values, double missing, boolean standardise) {
      features.append(
          "  %s: {type: number, missing: median%s}\n"
              .formatted(name, standardise ? ", transform: {standardise: true}" : ""));
      table.number(name, gaps(values, missing));
    }

    private void addCategory(String name, double[] latent, double missing) {
      int levels = random.nextInt(2, 13);
      double[] limits = random.doubles(levels - 1, 0.02, 0.98).sorted().toArray();
      features.append("  %s: {type: category, missing: {level: none}}\n".formatted(name));
      table.category(
          name,
          gaps(
              map(latent, x -> Arrays.stream(limits).filter(limit -> normal(x) > limit).count()),
              missing),
          IntStream.range(0, levels).mapToObj(level -> "l" + level).toList());
    }

    private static double[] map(double[] values, DoubleUnaryOperator function) {
      return Arrays.stream(values).map(function).toArray();
    }

    /// Removes a share of the values, mostly of the same customers.
    private double[] gaps(double[] values, double share) {
      double[] draws = ofCustomers(0.8);
      for (int row = 0; row < values.length; row++) {
        values[row] = normal(draws[row]) < share ? Double.NaN : values[row];
      }
      return values;
    }

    /// The intercept with which the expected default rate is the set's.
    private double intercept() {
      double low = -30;
      double high = 30;
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        double mean =
            Arrays.stream(score).map(s -> probability(middle + s)).average().orElseThrow();
        low = mean < rate ? middle : low;
        high = mean < rate ? high : middle;
      }
      return low;
    }

    private static double probability(double score) {
      return 1 / (1 + Math.exp(-score));
    }

    /// The distribution function of the normal distribution, nearly.
    private static double normal(double x) {
      return 1 / (1 + Math.exp(-1.702 * x));
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d rows, %d features", table.rows(), spec.features().size());
  }
}
