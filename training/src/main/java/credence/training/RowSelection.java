package credence.training;

import credence.model.Fault;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.trainingset.NumberColumn;
import credence.trainingset.TrainingTable;
import credence.wording.Figures;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which rows of a table take part, and how each of them ended.
///
/// In this order: which rows of a repeated customer count, outcomes that are not due yet, the rule
/// for missing outcomes. An outcome is due when the horizon has passed since the application by the
/// newest application date of the whole table: the files cannot be older than that.
final class RowSelection {
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

  /// The rows that take part.
  ///
  /// @param rows of the table, ascending
  /// @param defaulted the rows of the table that defaulted
  @SuppressWarnings("ArrayRecordComponent")
  record Selected(int[] rows, BitSet defaulted) {}

  /// Chooses the rows.
  ///
  /// @param faults added to
  /// @param findings added to
  static Selected of(
      TrainingTable table, ModelSpec spec, List<Fault> faults, List<Finding> findings) {
    RowSelection selection = new RowSelection(table, spec, findings);
    RepeatedCustomers.reduce(table, spec, selection.chosen, faults, findings);
    selection.findMissingWithoutOutcome();
    selection.leaveOutImmature();
    BitSet defaulted = selection.outcomes();
    if (selection.chosen.isEmpty()) {
      faults.add(new Fault("training sets", "expected rows to train on; every row was left out"));
    }
    return new Selected(RowSets.ascending(selection.chosen), defaulted);
  }

  /// Says where values are missing only in rows whose outcome is missing too.
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
                String consequence =
                    "%s no value and no outcome either: nothing in the data speaks for what a missing value is filled with."
                        .formatted(Figures.rows(missing, "has", "have"));
                findings.add(
                    new Finding("missing-without-outcome", feature.name(), missing, consequence));
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
    leaveOut(
        undated,
        "missing-application-dates",
        window.applicationDateColumn(),
        " no application date, so whether the outcome is due cannot be told; left out.");
    leaveOut(
        immature,
        "immature-outcomes",
        window.applicationDateColumn(),
        " an outcome that is not due "
            + window.outcomeKnownAfterDays()
            + " days after the application, seen from the newest one; left out, for a default may"
            + " still come.");
  }

  private void leaveOut(int[] rows, String code, String column, String consequence) {
    Arrays.stream(rows).forEach(chosen::clear);
    if (rows.length > 0) {
      String count = Figures.rows(rows.length, "has", "have");
      findings.add(new Finding(code, column, rows.length, count + consequence));
    }
  }

  /// Applies the rule for missing outcomes; the rows that defaulted.
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
    String count =
        "%s of %s"
            .formatted(
                Figures.count(missing.cardinality()),
                Figures.rows(chosen.cardinality(), "has no outcome", "have no outcome"));
    String consequence;
    if (rule == null) {
      chosen.andNot(missing);
      consequence = count + " and were left out: what is learnt holds for the others.";
    } else if (rule) {
      defaulted.or(missing);
      consequence = count + " and count as defaults: an outcome not yet seen is no default.";
    } else {
      consequence =
          count + " and count as no defaults: an outcome not yet seen is not a good customer.";
    }
    findings.add(
        new Finding("missing-targets", spec.target().column(), missing.cardinality(), consequence));
  }
}
