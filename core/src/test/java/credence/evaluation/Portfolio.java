package credence.evaluation;

import java.util.SplittableRandom;

/// A generator of samples whose predictions are right: every row defaults with its probability.
///
/// @param customers the number of customers
/// @param rate the mean probability, in (0, 1)
/// @param spread the standard deviation of the log-odds
/// @param repetition how customers repeat
record Portfolio(int customers, double rate, double spread, Repetition repetition) {

  /// How customers repeat.
  enum Repetition {
    /// One row for each customer.
    NONE,
    /// Half of the customers have three equal rows with one outcome.
    COPIES,
    /// One to six rows for each customer, of similar probability; for half of the customers one
    /// draw decides the outcome of all of them.
    PANEL
  }

  /// A portfolio with an expected number of customers that default, if each has one row.
  static Portfolio of(double defaulters, double rate, Repetition repetition) {
    return new Portfolio(Math.max(20, (int) Math.round(defaulters / rate)), rate, 1, repetition);
  }

  /// Draws a sample.
  Sample draw(SplittableRandom random) {
    double centre = centre();
    int[] sizes = new int[customers];
    int rows = 0;
    for (int customer = 0; customer < customers; customer++) {
      sizes[customer] =
          switch (repetition) {
            case NONE -> 1;
            case COPIES -> customer % 2 == 0 ? 3 : 1;
            case PANEL -> 1 + random.nextInt(6);
          };
      rows += sizes[customer];
    }
    double[] probabilities = new double[rows];
    boolean[] defaulted = new boolean[rows];
    int[] customerOfRow = new int[rows];
    int row = 0;
    for (int customer = 0; customer < customers; customer++) {
      boolean panel = repetition == Repetition.PANEL;
      double base = centre + (panel ? 0.9 : 1) * spread * random.nextGaussian();
      double own = panel ? Math.sqrt(0.19) * spread : 0;
      boolean common = !panel || random.nextBoolean();
      double luck = random.nextDouble();
      for (int i = 0; i < sizes[customer]; i++) {
        double odds = own == 0 ? base : base + own * random.nextGaussian();
        probabilities[row] = LogOdds.probability(odds);
        defaulted[row] = (common ? luck : random.nextDouble()) < probabilities[row];
        customerOfRow[row++] = customer;
      }
    }
    return Sample.of(probabilities, defaulted, customerOfRow);
  }

  /// The mean of the log-odds at which the mean probability is the rate, by bisection.
  private double centre() {
    double low = -20;
    double high = 20;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      if (meanProbability(middle) < rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double meanProbability(double centre) {
    double sum = 0;
    double weights = 0;
    for (int i = -60; i <= 60; i++) {
      double z = i / 10.0;
      double weight = Math.exp(-z * z / 2);
      sum += weight * LogOdds.probability(centre + spread * z);
      weights += weight;
    }
    return sum / weights;
  }
}
