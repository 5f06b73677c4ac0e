package credence.splitting;

import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.model.SetCombination;
import credence.wording.Figures;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/// Decides which rows of a repeated customer are used: first within each training set, by the
/// spec's rule for duplicates, then across sets if the newest takes precedence. Then a customer
/// keeps the rows of one set only, so a table whose newest set contains all customers equals that
/// set. Without ids no row repeats a customer.
public final class RepeatedCustomers {
  private final TrainingTable table;
  private final ModelSpec spec;
  private final String idColumn;
  private final BitSet again = new BitSet();
  private final BitSet repeated = new BitSet();

  private RepeatedCustomers(TrainingTable table, ModelSpec spec) {
    this.table = table;
    this.spec = spec;
    this.idColumn = Objects.requireNonNullElse(spec.idColumn(), "");
  }

  /// Finds the customers of a table that appear more than once.
  public static RepeatedCustomers of(TrainingTable table, ModelSpec spec) {
    RepeatedCustomers customers = new RepeatedCustomers(table, spec);
    customers.findRepeated(!isNewestCounts(table));
    return customers;
  }

  /// Rejected if the spec rejects duplicates, and there are any.
  public Result<TrainingTable> check() {
    return spec.duplicates() == ModelSpec.Duplicates.REJECT && !again.isEmpty()
        ? rejected()
        : Result.of(table);
  }

  /// Removes the rows that are not used. Called once.
  ///
  /// @param chosen all rows of the table; rows are removed from it
  /// @param findings added to
  void reduce(BitSet chosen, List<Finding> findings) {
    if (spec.duplicates() == ModelSpec.Duplicates.FIRST) {
      chosen.andNot(again);
    }
    if (spec.hasIds() && isNewestCounts(table)) {
      supersede(chosen, findings);
    }
    if (!repeated.isEmpty()) {
      findings.add(finding());
    }
  }

  private static boolean isNewestCounts(TrainingTable table) {
    return table.combination() == SetCombination.NEWEST_COUNTS;
  }

  /// Finds the customers that appear more than once, and the rows whose customer appears in an
  /// earlier row of the same training set.
  ///
  /// @param acrossSets whether a customer that appears in several sets is also repeated
  private void findRepeated(boolean acrossSets) {
    if (table.customers() == table.rows()) {
      return;
    }
    int[] lastSet = new int[table.customers()];
    Arrays.fill(lastSet, -1);
    for (int set = 0; set < table.sets().size(); set++) {
      for (int row = table.firstRow(set); row < table.firstRow(set + 1); row++) {
        int customer = table.customer(row);
        boolean inThisSet = lastSet[customer] == set;
        if (inThisSet) {
          again.set(row);
        }
        if (inThisSet || (acrossSets && lastSet[customer] >= 0)) {
          repeated.set(customer);
        }
        lastSet[customer] = set;
      }
    }
  }

  /// Removes the rows of every customer that are not from the set that is used, and adds a finding.
  private void supersede(BitSet chosen, List<Finding> findings) {
    int[] counting = countingSets(chosen);
    BitSet superseded = new BitSet();
    BitSet customers = new BitSet();
    repeated.clear();
    for (int set = 0; set < table.sets().size(); set++) {
      for (int row = table.firstRow(set); row < table.firstRow(set + 1); row++) {
        int customer = table.customer(row);
        if (counting[customer] == set) {
          repeated.set(customer, repeated.get(customer) || again.get(row));
        } else {
          customers.set(customer);
          superseded.set(row, chosen.get(row));
          again.clear(row);
        }
      }
    }
    chosen.andNot(superseded);
    if (!superseded.isEmpty()) {
      findings.add(
          new Finding.SupersededRows(idColumn, superseded.cardinality(), customers.cardinality()));
    }
  }

  /// For each customer the newest set with a chosen row that has an outcome, even an excluded one,
  /// otherwise the newest.
  private int[] countingSets(BitSet chosen) {
    NumberColumn target = table.target();
    int[] counting = new int[table.customers()];
    BitSet known = new BitSet();
    for (int set = 0; set < table.sets().size(); set++) {
      for (int row = table.firstRow(set); row < table.firstRow(set + 1); row++) {
        int customer = table.customer(row);
        boolean knows =
            chosen.get(row) && (!Double.isNaN(target.get(row)) || table.isExcluded(row));
        if (knows) {
          known.set(customer);
        }
        if (knows || !known.get(customer)) {
          counting[customer] = set;
        }
      }
    }
    return counting;
  }

  private Result<TrainingTable> rejected() {
    return Result.rejected(
        "column " + idColumn,
        "expected each customer once in a training set, because duplicates are rejected; "
            + Figures.rows(again.cardinality(), "repeats", "repeat")
            + " a customer");
  }

  /// Adds a finding on repeated customers.
  private Finding finding() {
    return new Finding.RepeatedCustomers(
        idColumn, repeated.cardinality(), spec.duplicates(), again.cardinality());
  }
}
