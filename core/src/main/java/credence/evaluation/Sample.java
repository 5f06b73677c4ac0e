package credence.evaluation;

import java.util.Arrays;
import java.util.Locale;

/// The rows of one side of a split: predicted probability, outcome and customer of each.
///
/// The arrays are not copied; callers must not modify them afterwards.
public final class Sample {

  private final double[] probabilities;
  private final boolean[] defaulted;
  private final int[] customerOfRow;
  private final Customers customers;

  private Sample(
      double[] probabilities, boolean[] defaulted, int[] customerOfRow, Customers customers) {
    this.probabilities = probabilities;
    this.defaulted = defaulted;
    this.customerOfRow = customerOfRow;
    this.customers = customers;
  }

  /// A sample of at least one row.
  ///
  /// @param probabilities the predicted probability of default of each row, in [0, 1]
  /// @param defaulted whether the row defaulted; rows with unknown outcome must be excluded
  /// @param customerOfRow the index of the row's customer; the indexes are 0 to the number of
  ///   customers - 1, each of which occurs
  /// @throws IllegalArgumentException if the lengths differ, there is no row, a probability is not
  ///   in [0, 1], or the customers' indexes have a gap
  public static Sample of(double[] probabilities, boolean[] defaulted, int[] customerOfRow) {
    if (probabilities.length != defaulted.length || defaulted.length != customerOfRow.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a sample of %d probabilities, %d outcomes and %d customers",
              probabilities.length,
              defaulted.length,
              customerOfRow.length));
    }
    check(probabilities);
    return new Sample(probabilities, defaulted, customerOfRow, Customers.of(customerOfRow));
  }

  private static void check(double[] probabilities) {
    for (int row = 0; row < probabilities.length; row++) {
      if (!(probabilities[row] >= 0 && probabilities[row] <= 1)) {
        throw new IllegalArgumentException("row " + row + " has no probability in [0, 1]");
      }
    }
  }

  /// The same rows with the probabilities of another model or encoding.
  ///
  /// @param others a probability for each row, in [0, 1]
  /// @throws IllegalArgumentException if their number differs from the rows', or one is not in [0,
  ///   1]
  public Sample withProbabilities(double[] others) {
    if (others.length != probabilities.length) {
      throw new IllegalArgumentException(
          others.length + " probabilities for " + probabilities.length + " rows");
    }
    check(others);
    return new Sample(others, defaulted, customerOfRow, customers);
  }

  /// A subset of the rows: a group, a training set or a fold.
  ///
  /// @param rows indexes of rows, at least one
  public Sample select(int[] rows) {
    double[] selectedProbabilities = new double[rows.length];
    boolean[] selectedDefaulted = new boolean[rows.length];
    int[] selectedCustomers = new int[rows.length];
    int[] renumbered = new int[customers.count()];
    Arrays.fill(renumbered, -1);
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      selectedProbabilities[i] = probabilities[row];
      selectedDefaulted[i] = defaulted[row];
      int customer = customerOfRow[row];
      if (renumbered[customer] < 0) {
        renumbered[customer] = count++;
      }
      selectedCustomers[i] = renumbered[customer];
    }
    return new Sample(
        selectedProbabilities,
        selectedDefaulted,
        selectedCustomers,
        Customers.of(selectedCustomers));
  }

  /// The number of rows, at least 1.
  public int rows() {
    return probabilities.length;
  }

  /// The customers of the rows.
  public Customers customers() {
    return customers;
  }

  /// The index of a row's customer, in 0 to the number of customers - 1.
  int customer(int row) {
    return customerOfRow[row];
  }

  /// The predicted probability of a row, in [0, 1].
  public double probability(int row) {
    return probabilities[row];
  }

  /// Whether a row defaulted.
  public boolean defaulted(int row) {
    return defaulted[row];
  }

  /// A row's outcome as a number: 1 for a default, otherwise 0.
  double outcome(int row) {
    return defaulted[row] ? 1 : 0;
  }
}
