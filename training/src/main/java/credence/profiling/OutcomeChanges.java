package credence.profiling;

import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.model.ModelSpec.OutcomeWindow;
import credence.run.TrainingSetChange;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds customers whose outcome in a training set differs from that in an earlier one.
///
/// An outcome is a fact: it may become known, but a known one does not change. So one customer with
/// another outcome is a change. If the spec names an application date, only rows of the same
/// customer and the same day are compared, since a customer may default on one application and not
/// on another. A customer with both outcomes in one set is not compared, nor is an outcome that is
/// not final yet: if the spec says after how many days outcomes are known, the days are counted up
/// to the newest application in the outcome's set, as in training.
final class OutcomeChanges {
  private static final int CUSTOMER_SHIFT = 32;
  private static final int DAY_MAX = (1 << 30) - 1;
  private static final long DEFAULT = 1;

  /// The known outcomes of both sets: customer, day and outcome of each, ascending, each once.
  private final long[] before;

  private final long[] now;
  private long customers;
  private long toDefault;
  private long toNonDefault;

  private OutcomeChanges(TrainingTable table, @Nullable Integer knownAfterDays) {
    this.before = known(table, 0, knownAfterDays);
    this.now = known(table, 1, knownAfterDays);
  }

  /// Compares two sets.
  ///
  /// @param table both sets, the earlier one first
  /// @param window of the spec; null if it names no application date
  /// @param since the name of the earlier set
  /// @return empty if no customer has another outcome
  static Optional<TrainingSetChange> of(
      TrainingTable table, @Nullable OutcomeWindow window, String since) {
    OutcomeChanges changes =
        new OutcomeChanges(table, window == null ? null : window.outcomeKnownAfterDays());
    changes.count();
    return changes.toDefault + changes.toNonDefault == 0
        ? Optional.empty()
        : Optional.of(
            new TrainingSetChange.OutcomesChanged(
                since, changes.customers, changes.toDefault, changes.toNonDefault));
  }

  private static long[] known(TrainingTable table, int set, @Nullable Integer knownAfterDays) {
    NumberColumn target = table.target();
    int from = table.firstRow(set);
    int to = table.firstRow(set + 1);
    IntPredicate isFinal = isFinal(table.applicationDays(), from, to, knownAfterDays);
    long[] known = new long[to - from];
    int count = 0;
    for (int row = from; row < to; row++) {
      double outcome = target.get(row);
      if (!Double.isNaN(outcome) && isFinal.test(row)) {
        known[count++] =
            (long) table.customer(row) << CUSTOMER_SHIFT | day(table, row) << 1 | (long) outcome;
      }
    }
    Arrays.sort(known, 0, count);
    return Arrays.stream(known, 0, count).distinct().toArray();
  }

  /// Whether the outcome of a row is final.
  private static IntPredicate isFinal(
      @Nullable NumberColumn days, int from, int to, @Nullable Integer knownAfterDays) {
    if (days == null || knownAfterDays == null) {
      return _ -> true;
    }
    double newest =
        IntStream.range(from, to)
            .mapToDouble(days::get)
            .filter(day -> !Double.isNaN(day))
            .max()
            .orElse(Double.NaN);
    return row -> days.get(row) <= newest - knownAfterDays;
  }

  /// The day of an application as a number of at most 31 bits; the same one for all rows if the
  /// spec names no date, and for rows without a date.
  private static long day(TrainingTable table, int row) {
    NumberColumn days = table.applicationDays();
    double day = days == null ? Double.NaN : days.get(row);
    return Double.isNaN(day) ? 0 : Math.clamp((long) day, -DAY_MAX, DAY_MAX) + DAY_MAX + 1L;
  }

  private void count() {
    int then = 0;
    int at = 0;
    while (then < before.length && at < now.length) {
      long customer = Math.min(before[then], now[at]) >>> CUSTOMER_SHIFT;
      int thenEnd = end(before, then, customer);
      int end = end(now, at, customer);
      add(then, thenEnd, at, end);
      then = thenEnd;
      at = end;
    }
  }

  /// The position after the last outcome of a customer, or `from` if there is none there.
  private static int end(long[] known, int from, long customer) {
    int end = from;
    while (end < known.length && known[end] >>> CUSTOMER_SHIFT == customer) {
      end++;
    }
    return end;
  }

  /// Adds one customer.
  private void add(int thenFrom, int thenTo, int from, int to) {
    boolean common = false;
    boolean defaulted = false;
    boolean recovered = false;
    int then = thenFrom;
    for (int at = from; at < to; at++) {
      while (then < thenTo && before[then] >> 1 < now[at] >> 1) {
        then++;
      }
      if (then < thenTo
          && before[then] >> 1 == now[at] >> 1
          && isOnly(before, then, thenFrom, thenTo)
          && isOnly(now, at, from, to)) {
        common = true;
        defaulted |= before[then] < now[at];
        recovered |= before[then] > now[at];
      }
    }
    customers += common ? 1 : 0;
    toDefault += defaulted ? 1 : 0;
    toNonDefault += recovered && !defaulted ? 1 : 0;
  }

  /// Whether the set has no other outcome of the customer on the day.
  private static boolean isOnly(long[] known, int i, int from, int to) {
    long other = known[i] ^ DEFAULT;
    return !(i > from && known[i - 1] == other) && !(i + 1 < to && known[i + 1] == other);
  }
}
