package credence.dataset;

import credence.model.Finding;
import credence.model.Provenance.TrainingSetReference;
import credence.model.SetCombination;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One or more training sets in memory, one after the other, with the columns that a model spec
/// needs. Immutable and thread-safe.
///
/// Rows are numbered from 0 in file order, customers from 0 in order of first occurrence.
public final class TrainingTable {
  private final List<TrainingSetReference> sets;
  private final int[] firstRows;
  private final int[] customerOfRow;
  private final CustomerHashes customerHashes;
  private final NumberColumn target;
  private final BitSet excluded;
  private final Map<String, NumberColumn> numbers;
  private final Map<String, TextColumn> categories;
  private final Map<String, TextColumn> groups;
  private final @Nullable NumberColumn applicationDays;
  private final boolean applicationInstants;
  private final SetCombination combination;
  private final List<PandasIndex> pandasIndexes;
  private final List<Finding> findings;

  TrainingTable(
      List<TrainingSetReference> sets,
      SetCombination combination,
      TableColumns columns,
      List<PandasIndex> indexes,
      List<Finding> findings) {
    this.sets = List.copyOf(sets);
    this.combination = combination;
    this.firstRows = new int[sets.size() + 1];
    for (int set = 0; set < sets.size(); set++) {
      firstRows[set + 1] = firstRows[set] + (int) sets.get(set).rows();
    }
    this.customerOfRow = columns.customerOfRow();
    this.customerHashes = columns.customerHashes();
    this.target = columns.target();
    this.excluded = columns.excluded();
    this.numbers = columns.numbers();
    this.categories = columns.categories();
    this.groups = columns.groups();
    this.applicationDays = columns.applicationDays();
    this.applicationInstants = columns.applicationInstants();
    this.pandasIndexes = List.copyOf(indexes);
    this.findings = List.copyOf(findings);
  }

  /// The pandas index of a training set.
  public sealed interface PandasIndex {
    /// There is none, or it was not requested.
    record None() implements PandasIndex {}

    /// A range: each row has a distinct value.
    record Range() implements PandasIndex {}

    /// Values stored in the file.
    ///
    /// @param values a number for each row of the table, the same for the same index value only;
    ///   must not be modified
    @SuppressWarnings("ArrayRecordComponent")
    record Values(long[] values) implements PandasIndex {}
  }

  /// The columns of a table.
  @SuppressWarnings("ArrayRecordComponent")
  record TableColumns(
      int[] customerOfRow,
      CustomerHashes customerHashes,
      NumberColumn target,
      BitSet excluded,
      Map<String, NumberColumn> numbers,
      Map<String, TextColumn> categories,
      Map<String, TextColumn> groups,
      @Nullable NumberColumn applicationDays,
      boolean applicationInstants) {}

  /// The training sets, in the order of their rows.
  public List<TrainingSetReference> sets() {
    return sets;
  }

  /// How the training sets were combined into this table.
  public SetCombination combination() {
    return combination;
  }

  /// The first row of a training set; for the index after the last set, the number of rows.
  ///
  /// @param set from 0 to the number of sets
  public int firstRow(int set) {
    return firstRows[set];
  }

  /// The number of rows, at least 1.
  public int rows() {
    return customerOfRow.length;
  }

  /// The number of distinct customers, at least 1.
  public int customers() {
    return customerHashes.count();
  }

  /// The customer of a row.
  public int customer(int row) {
    return customerOfRow[row];
  }

  /// A hash of the id of each customer.
  public CustomerHashes customerHashes() {
    return customerHashes;
  }

  /// The outcomes: 1 for a default, 0 for none, NaN where it is missing or excluded.
  public NumberColumn target() {
    return target;
  }

  /// Whether the outcome of a row is a value whose rows the spec excludes.
  public boolean isExcluded(int row) {
    return excluded.get(row);
  }

  /// A feature's values: numbers themselves, 1 and 0 for booleans, a category's codes as in
  /// [#levels(String)].
  public NumberColumn feature(String name) {
    NumberColumn column = numbers.get(name);
    if (column != null) {
      return column;
    }
    return category(name).codes();
  }

  /// A category's levels, in order of first occurrence.
  public List<String> levels(String feature) {
    return category(feature).texts();
  }

  /// A column by which the model is evaluated.
  public TextColumn group(String name) {
    TextColumn column = groups.get(name);
    if (column == null) {
      throw new IllegalArgumentException("no group " + name);
    }
    return column;
  }

  /// The days of the applications since 1970-01-01 in UTC, NaN where missing; null if the spec
  /// names no such column.
  public @Nullable NumberColumn applicationDays() {
    return applicationDays;
  }

  /// Whether a training set has instants, timestamps with a time zone, as its application dates;
  /// false if the spec names no such column.
  public boolean applicationInstants() {
    return applicationInstants;
  }

  /// The pandas index of a training set; read only if the spec's split requires it, and not for
  /// several concatenated sets.
  ///
  /// @param set from 0
  public PandasIndex pandasIndex(int set) {
    return pandasIndexes.get(set);
  }

  /// The findings on the files' types and values.
  public List<Finding> findings() {
    return findings;
  }

  private TextColumn category(String name) {
    TextColumn column = categories.get(name);
    if (column == null) {
      throw new IllegalArgumentException("no feature " + name);
    }
    return column;
  }
}
