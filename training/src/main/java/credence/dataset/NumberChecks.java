package credence.dataset;

import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ValueRule;
import credence.wording.Figures;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.duckdb.DuckDBReadableVector;

/// Counts the numbers of a column that are not numbers, are infinite, or are integers that a double
/// does not represent exactly. Thread-safe.
final class NumberChecks {
  private final LongAdder notANumber = new LongAdder();
  private final LongAdder infinite = new LongAdder();
  private final LongAdder inexact = new LongAdder();

  /// Counts a value.
  ///
  /// @param value the value of a row of the vector; NaN where it is missing
  /// @param wide whether the column's integers are not always represented exactly
  void count(double value, DuckDBReadableVector vector, int row, boolean wide) {
    if (Double.isNaN(value)) {
      if (!vector.isNull(row)) {
        notANumber.increment();
      }
    } else if (Double.isInfinite(value)) {
      infinite.increment();
    } else if (wide && Math.abs(value) >= ValueRule.INTEGER_EXACT_MAX) {
      inexact.increment();
    }
  }

  /// The error of infinite values; empty if there are none.
  ///
  /// @param place the location of the values
  List<LocatedError> errors(String place) {
    return infinite.sum() == 0
        ? List.of()
        : List.of(
            new LocatedError(
                place,
                "expected finite numbers; "
                    + Figures.rows(infinite.sum(), "is infinite", "are infinite")
                    + ": remove such values or make them missing"));
  }

  /// Adds the findings on the other values.
  ///
  /// @param inexactIntegers the number of integers that a double may not represent exactly, besides
  ///   those that were counted here
  void addFindings(String column, long inexactIntegers, List<Finding> findings) {
    if (notANumber.sum() > 0) {
      findings.add(new Finding.NotANumber(column, notANumber.sum()));
    }
    long integers = inexactIntegers + inexact.sum();
    if (integers > 0) {
      findings.add(new Finding.InexactIntegers(column, integers));
    }
  }
}
