package credence.evaluation;

import java.util.Random;

/// Generated samples with known true values.
final class Samples {

  private Samples() {}

  /// Rows whose customers are drawn at random from a number of customers, with probabilities on a
  /// grid, so that both repeat.
  ///
  /// @param grid how many steps the probabilities have in [0, 1]
  static Sample repeated(Random random, int rows, int customers, int grid) {
    double[] probabilities = new double[rows];
    boolean[] defaulted = new boolean[rows];
    int[] customerOfRow = new int[rows];
    for (int row = 0; row < rows; row++) {
      probabilities[row] = (double) random.nextInt(grid + 1) / grid;
      defaulted[row] = random.nextDouble() < 0.2 + 0.4 * probabilities[row];
      customerOfRow[row] = row < customers ? row : random.nextInt(customers);
    }
    return Sample.of(probabilities, defaulted, customerOfRow);
  }

  /// Customers with one row or three equal ones, well calibrated: probabilities are around 0.2, and
  /// a customer defaults with the probability of its rows.
  static Sample calibrated(Random random, int customers, boolean repeat) {
    int[] copies = new int[customers];
    int rows = 0;
    for (int customer = 0; customer < customers; customer++) {
      copies[customer] = repeat && customer % 2 == 0 ? 3 : 1;
      rows += copies[customer];
    }
    double[] probabilities = new double[rows];
    boolean[] defaulted = new boolean[rows];
    int[] customerOfRow = new int[rows];
    int row = 0;
    for (int customer = 0; customer < customers; customer++) {
      double probability = LogOdds.probability(-1.4 + 0.9 * random.nextGaussian());
      boolean defaults = random.nextDouble() < probability;
      for (int copy = 0; copy < copies[customer]; copy++) {
        probabilities[row] = probability;
        defaulted[row] = defaults;
        customerOfRow[row++] = customer;
      }
    }
    return Sample.of(probabilities, defaulted, customerOfRow);
  }

  /// A customer for each row.
  static Sample distinct(double[] probabilities, boolean[] defaulted) {
    int[] customerOfRow = new int[probabilities.length];
    for (int row = 0; row < customerOfRow.length; row++) {
      customerOfRow[row] = row;
    }
    return Sample.of(probabilities, defaulted, customerOfRow);
  }
}
