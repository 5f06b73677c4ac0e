package credence.logistic;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// The class of a fit's rows with fewer customers: usually those who defaulted. Their number limits
/// the precision of the coefficients, however many rows there are.
///
/// @param customers the customers with a row of that class, at least 0; if both classes have the
///   maximum of the count, that maximum
/// @param defaulted whether that class is the defaults
/// @param designEffect Σ m² / Σ m over these customers with m rows of the class each, at least 1:
///   by how much a variance grows if the rows of a customer are alike (L. Kish, Survey Sampling,
///   1965); NaN if both classes have the maximum of the count
public record RarerClass(int customers, boolean defaulted, double designEffect) {

  /// Counts the customers of both classes.
  ///
  /// @param customerOfRow for each row its customer's number; a customer's rows are adjacent; null
  ///   if each customer has one row
  /// @param countMax after how many customers of both classes the count ends, at least 1
  public static RarerClass of(
      Labels labels, @Nullable IntUnaryOperator customerOfRow, int countMax) {
    Count defaults = new Count();
    Count others = new Count();
    int before = -1;
    for (int row = 0; row < labels.rows(); row++) {
      int customer = customerOfRow == null ? row : customerOfRow.applyAsInt(row);
      if (customer != before) {
        defaults.endCustomer();
        others.endCustomer();
        if (defaults.customers >= countMax && others.customers >= countMax) {
          return new RarerClass(countMax, true, Double.NaN);
        }
        before = customer;
      }
      (labels.positive(row) ? defaults : others).rows++;
    }
    defaults.endCustomer();
    others.endCustomer();
    boolean defaulted = defaults.customers <= others.customers;
    Count rarer = defaulted ? defaults : others;
    return new RarerClass(rarer.customers, defaulted, rarer.designEffect());
  }

  /// The customers of one class.
  private static final class Count {
    private int customers;

    /// The rows of the current customer.
    private int rows;

    private double total;
    private double squares;

    void endCustomer() {
      if (rows > 0) {
        customers++;
        total += rows;
        squares += (double) rows * rows;
        rows = 0;
      }
    }

    double designEffect() {
      return customers == 0 ? 1 : squares / total;
    }
  }
}
