package credence.splitting;

import credence.dataset.NumberColumn;
import credence.dataset.RowSets;
import credence.dataset.TrainingTable;
import credence.model.Finding;
import credence.model.Finding.DateUse;
import credence.model.ModelSpec;
import credence.model.Result;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Selects the rows of a table and determines their outcomes.
///
/// In this order: repeated customers, outcomes that the spec excludes, outcomes that are not yet
/// due, the rule for missing outcomes. An outcome is due if the outcome window has passed between
/// the application and the newest application date of the whole table: the files cannot be older
/// than that.
public final class RowSelection {
  private final TrainingTable table;
  private final ModelSpec spec;
  private final List<Finding> findings;
  private final BitSet chosen;

  private RowSelection(TrainingTable table, ModelSpec spec, List<Finding> findings) {
    this.table = table;
    this.spec = spec;
    this.findings = findings;
    this.chosen = new BitSet(table.rows());
    chosen.set(0, table.rows());
  }

  /// The selected rows.
  ///
  /// @param rows of the table, ascending, at least one
  /// @param defaulted the rows of the table that defaulted
  @SuppressWarnings("ArrayRecordComponent")
  public record Selected(int[] rows, BitSet defaulted) {}

  /// The selection of rows.
  ///
  /// @param distinct rejected if the spec rejects duplicates, and there are any
  /// @param selected the selected rows, including duplicates; rejected if none remain, or none of
  ///   their outcomes is known
  public record Selection(Result<TrainingTable> distinct, Result<Selected> selected) {
    /// The selected rows, for work that does not allow duplicates that the spec rejects.
    public Result<Selected> accepted() {
      return distinct.and(selected, (_, rows) -> rows);
    }
  }

  /// Selects the rows.
  ///
  /// @param findings added to
  public static Selection of(TrainingTable table, ModelSpec spec, List<Finding> findings) {
    RowSelection selection = new RowSelection(table, spec, findings);
    RepeatedCustomers customers = RepeatedCustomers.of(table, spec);
    customers.reduce(selection.chosen, findings);
    selection.leaveOutExcluded();
    selection.findMissingWithoutOutcome();
    selection.leaveOutImmature();
    return new Selection(customers.check(), selection.selected());
  }

  /// The rows that remain; rejected if there are none, or the outcome of none of them is known.
  private Result<Selected> selected() {
    NumberColumn target = table.target();
    if (!chosen.isEmpty() && chosen.stream().allMatch(row -> Double.isNaN(target.get(row)))) {
      return Result.rejected(
          "column " + spec.target().column(),
          "expected outcomes, but the outcome is missing in "
              + (chosen.cardinality() == 1 ? "the only row" : "all rows")
              + ": add training sets whose outcomes are known");
    }
    BitSet defaulted = outcomes();
    return chosen.isEmpty()
        ? Result.rejected("training sets", "expected training rows, but all rows were excluded")
        : Result.of(new Selected(RowSets.ascending(chosen), defaulted));
  }

  private void leaveOutExcluded() {
    int[] excluded = chosen.stream().filter(table::isExcluded).toArray();
    if (excluded.length > 0) {
      findings.add(
          new Finding.ExcludedOutcomes(
              spec.target().column(), excluded.length, chosen.cardinality()));
      IntStream.of(excluded).forEach(chosen::clear);
    }
  }

  /// Adds a finding for columns whose values are missing only in rows without an outcome.
  private void findMissingWithoutOutcome() {
    NumberColumn target = table.target();
    if (target.missing() == 0) {
      return;
    }
    spec.features()
        .forEach(
            feature -> {
              NumberColumn column = table.feature(feature.name());
              if (column.missing() == 0) {
                return;
              }
              long missing = chosen.stream().filter(row -> Double.isNaN(column.get(row))).count();
              boolean known =
                  chosen.stream()
                      .anyMatch(
                          row -> Double.isNaN(column.get(row)) && !Double.isNaN(target.get(row)));
              if (missing > 0 && !known) {
                findings.add(new Finding.MissingWithoutOutcome(feature.name(), missing));
              }
            });
  }

  private void leaveOutImmature() {
    ModelSpec.@Nullable OutcomeWindow window = spec.outcomeWindow();
    if (window == null || window.outcomeKnownAfterDays() == null) {
      return;
    }
    NumberColumn days = Objects.requireNonNull(table.applicationDays());
    double newest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < table.rows(); row++) {
      double day = days.get(row);
      newest = day > newest ? day : newest;
    }
    double due = newest - window.outcomeKnownAfterDays();
    int[] undated = chosen.stream().filter(row -> Double.isNaN(days.get(row))).toArray();
    int[] immature = chosen.stream().filter(row -> days.get(row) > due).toArray();
    String column = window.applicationDateColumn();
    if (undated.length > 0) {
      findings.add(new Finding.MissingApplicationDates(column, undated.length, DateUse.OUTCOME));
    }
    if (immature.length > 0) {
      findings.add(
          new Finding.ImmatureOutcomes(column, immature.length, window.outcomeKnownAfterDays()));
    }
    IntStream.concat(IntStream.of(undated), IntStream.of(immature)).forEach(chosen::clear);
  }

  /// Applies the rule for missing outcomes and returns the rows that defaulted.
  private BitSet outcomes() {
    NumberColumn target = table.target();
    BitSet defaulted = RowSets.where(table.rows(), row -> chosen.get(row) && target.get(row) == 1);
    BitSet missing =
        target.missing() == 0
            ? new BitSet()
            : RowSets.where(table.rows(), row -> chosen.get(row) && Double.isNaN(target.get(row)));
    if (!missing.isEmpty()) {
      applyMissingRule(missing, defaulted);
    }
    return defaulted;
  }

  private void applyMissingRule(BitSet missing, BitSet defaulted) {
    Boolean rule = spec.target().missing();
    int rows = chosen.cardinality();
    if (rule == null) {
      chosen.andNot(missing);
    } else if (rule) {
      defaulted.or(missing);
    }
    findings.add(
        new Finding.MissingTargets(spec.target().column(), missing.cardinality(), rows, rule));
  }
}
