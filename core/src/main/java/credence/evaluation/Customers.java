package credence.evaluation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which customer each row of a sample belongs to.
///
/// Rows of one customer are not independent, so every variance in this package is computed from
/// sums per customer. Only [#sum] groups rows by customer; a statistic defines what a row adds to
/// its customer's sums and what these add to the totals.
public final class Customers {

  private final int rows;
  private final int count;

  /// The rows grouped by customer, and where each group begins. Null if each customer has one row:
  /// then rows are customers.
  private final int @Nullable [] rowsByCustomer;

  private final int @Nullable [] firstRow;

  private Customers(
      int rows, int count, int @Nullable [] rowsByCustomer, int @Nullable [] firstRow) {
    this.rows = rows;
    this.count = count;
    this.rowsByCustomer = rowsByCustomer;
    this.firstRow = firstRow;
  }

  /// The customers of a sample.
  ///
  /// @param customerOfRow for each row its customer's index; the indexes are 0 to the number of
  ///   customers - 1, each of which occurs
  /// @throws IllegalArgumentException if there is no row, or the indexes have a gap
  public static Customers of(int[] customerOfRow) {
    if (customerOfRow.length == 0) {
      throw new IllegalArgumentException("a sample needs at least one row");
    }
    int[] firstRow = firstRows(customerOfRow);
    int count = firstRow.length - 1;
    if (count == customerOfRow.length) {
      return new Customers(count, count, null, null);
    }
    int[] next = firstRow.clone();
    int[] rowsByCustomer = new int[customerOfRow.length];
    for (int row = 0; row < customerOfRow.length; row++) {
      rowsByCustomer[next[customerOfRow[row]]++] = row;
    }
    return new Customers(customerOfRow.length, count, rowsByCustomer, firstRow);
  }

  /// Where each customer's rows begin once rows are in order of customers, and the number of rows.
  private static int[] firstRows(int[] customerOfRow) {
    int last = -1;
    for (int customer : customerOfRow) {
      if (customer < 0 || customer >= customerOfRow.length) {
        throw new IllegalArgumentException(
            "a customer's index must be in 0 to rows - 1, not " + customer);
      }
      last = Math.max(last, customer);
    }
    int[] firstRow = new int[last + 2];
    for (int customer : customerOfRow) {
      firstRow[customer + 1]++;
    }
    for (int customer = 0; customer <= last; customer++) {
      if (firstRow[customer + 1] == 0) {
        throw new IllegalArgumentException("no row has the customer's index " + customer);
      }
      firstRow[customer + 1] += firstRow[customer];
    }
    return firstRow;
  }

  /// The number of rows, at least 1.
  public int rows() {
    return rows;
  }

  /// The number of distinct customers, from 1 to the number of rows.
  public int count() {
    return count;
  }

  /// Whether no customer has more than one row.
  public boolean distinct() {
    return count == rows;
  }

  /// The effective number of independent rows if all rows of a customer are identical: rows² / Σ
  /// (rows of a customer)². It is the number of rows if no customer repeats.
  ///
  /// Source: L. Kish, Survey Sampling (1965), the design effect of full correlation in clusters.
  public double independentRows() {
    if (distinct()) {
      return rows;
    }
    double squares =
        sum(1, (row, sums) -> sums[0]++, 1, (sums, totals) -> totals[0] += sums[0] * sums[0])[0];
    return (double) rows * rows / squares;
  }

  /// Adds a row to its customer's sums.
  @FunctionalInterface
  interface RowTerms {
    void add(int row, double[] sums);
  }

  /// Adds a customer, whose sums are complete, to the totals.
  @FunctionalInterface
  interface CustomerTerms {
    void add(double[] sums, double[] totals);
  }

  /// Totals over customers of a function of the sums over their rows, bit-identical at any number
  /// of threads.
  ///
  /// @param sumsWidth how many sums a customer has; they are zero before its first row
  /// @param totalsWidth how many totals there are
  double[] sum(int sumsWidth, RowTerms rowTerms, int totalsWidth, CustomerTerms customerTerms) {
    int[] rowsByCustomer = this.rowsByCustomer;
    int[] firstRow = this.firstRow;
    return FixedBlocks.sum(
        count,
        totalsWidth,
        (from, to, totals) -> {
          double[] sums = new double[sumsWidth];
          for (int customer = from; customer < to; customer++) {
            Arrays.fill(sums, 0);
            if (rowsByCustomer == null || firstRow == null) {
              rowTerms.add(customer, sums);
            } else {
              for (int i = firstRow[customer]; i < firstRow[customer + 1]; i++) {
                rowTerms.add(rowsByCustomer[i], sums);
              }
            }
            customerTerms.add(sums, totals);
          }
        });
  }

  /// The correction count / (count - 1), which makes a sum of squared sums per customer an unbiased
  /// variance. Infinite for a single customer, for which no variance exists.
  static double correction(double count) {
    return count / (count - 1);
  }
}
