package credence.screening;

import credence.dataset.Outcomes;
import credence.dataset.TrainingTable;
import credence.hashing.SplitMix64;
import java.util.Arrays;

/// A sample of the training side's rows: one row for each customer, and about [#CLASS_ROWS] of them
/// for each class.
///
/// The row of a customer with several is the one whose position has the smallest hash; those of
/// each class are then chosen by another hash of the position. So rows are independent whatever the
/// number of rows of a customer, and few defaulters are examined completely. The choice depends on
/// positions in the table and outcomes only.
///
/// @param rows rows of the table, ascending
/// @param defaulted whether each of them defaulted
/// @param defaulters how many of them did
/// @param defaulterWeight how many customers each row that defaulted represents, at least 1
/// @param otherWeight how many customers each other row represents, at least 1
@SuppressWarnings("ArrayRecordComponent")
public record ScreenedRows(
    int[] rows, boolean[] defaulted, int defaulters, double defaulterWeight, double otherWeight) {
  /// The number of rows of each class that are expected in the sample; all of them if there are
  /// fewer.
  public static final int CLASS_ROWS = 10_000;

  private static final double HASHES = 0x1p32;

  /// Chooses the rows.
  ///
  /// @param rows the training side's rows of the table
  public static ScreenedRows of(Outcomes outcomes, int[] rows) {
    int[] single = oneForEachCustomer(outcomes.table(), rows);
    long defaults = Arrays.stream(single).filter(outcomes.defaulted()::get).count();
    long others = single.length - defaults;
    long defaultsBelow = below(defaults);
    long othersBelow = below(others);
    int[] chosen =
        Arrays.stream(single)
            .filter(
                row ->
                    mixed(~row) >>> 32
                        < (outcomes.defaulted().get(row) ? defaultsBelow : othersBelow))
            .toArray();
    boolean[] defaulted = new boolean[chosen.length];
    int defaulters = 0;
    for (int i = 0; i < chosen.length; i++) {
      defaulted[i] = outcomes.defaulted().get(chosen[i]);
      defaulters += defaulted[i] ? 1 : 0;
    }
    return new ScreenedRows(
        chosen,
        defaulted,
        defaulters,
        (double) defaults / Math.max(1, defaulters),
        (double) others / Math.max(1, chosen.length - defaulters));
  }

  /// The upper 32 bits of a hash are below it for the share of rows that are wanted.
  private static long below(long rows) {
    return (long) (HASHES * Math.min(1, (double) CLASS_ROWS / Math.max(1, rows)));
  }

  private static int[] oneForEachCustomer(TrainingTable table, int[] rows) {
    if (table.customers() == table.rows()) {
      return rows;
    }
    int[] chosen = new int[table.customers()];
    Arrays.fill(chosen, -1);
    for (int row : rows) {
      int customer = table.customer(row);
      int other = chosen[customer];
      if (other < 0 || Long.compareUnsigned(mixed(row), mixed(other)) < 0) {
        chosen[customer] = row;
      }
    }
    return Arrays.stream(chosen).filter(row -> row >= 0).sorted().toArray();
  }

  /// Whether a row belongs to the first of two random halves, independent of the choice of rows.
  boolean firstHalf(int index) {
    return (mixed(~rows[index]) & 1) == 0;
  }

  /// The number of customers of the training side.
  public long customers() {
    return Math.round(defaulters * defaulterWeight + (rows.length - defaulters) * otherWeight);
  }

  /// How many customers a row represents, at least 1.
  ///
  /// @param index of the row in the sample
  public double weight(int index) {
    return defaulted[index] ? defaulterWeight : otherWeight;
  }

  /// The number of rows.
  public int count() {
    return rows.length;
  }

  private static long mixed(long row) {
    return SplitMix64.mixed(row + 1);
  }
}
