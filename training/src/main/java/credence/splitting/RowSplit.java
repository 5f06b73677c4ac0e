package credence.splitting;

import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.dataset.TrainingTable.PandasIndex;
import credence.model.Finding;
import credence.model.Finding.DateUse;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The training and validation rows.
///
/// @param training rows of the table, ascending, at least one
/// @param validation rows of the table, ascending, at least one
@SuppressWarnings("ArrayRecordComponent")
public record RowSplit(int[] training, int[] validation) {

  /// Splits rows according to a spec.
  ///
  /// @param rows of the table, ascending, at least one
  /// @param findings added to
  /// @return rejected if the rows cannot be split, or a side is empty
  public static Result<RowSplit> of(
      TrainingTable table,
      ModelSpec spec,
      int[] rows,
      CustomerTraits traits,
      List<Finding> findings) {
    return split(table, spec, rows, traits, findings)
        .then(
            split -> {
              addFindings(split, table, spec, rows, findings);
              return new RowSplit(
                      side(split, rows, Side.TRAINING), side(split, rows, Side.VALIDATION))
                  .checked();
            });
  }

  private static Result<Split> split(
      TrainingTable table,
      ModelSpec spec,
      int[] rows,
      CustomerTraits traits,
      List<Finding> findings) {
    ModelSpec.Split asked = spec.split();
    return switch (asked.method()) {
      case BY_ID, BY_ROW ->
          Result.of(Split.ofSides(rows.length, i -> traits.side(table.customer(rows[i]))));
      case OUT_OF_TIME -> {
        NumberColumn days = Objects.requireNonNull(table.applicationDays());
        yield new OutOfTimeSplit(asked.share())
            .split(Arrays.stream(rows).map(row -> day(days.get(row))).toArray());
      }
      case NUMPY ->
          Result.of(numpy(new NumpySplit(asked.seed(), asked.share()), table, rows, findings));
    };
  }

  private static int day(double day) {
    return Double.isNaN(day) ? OutOfTimeSplit.DATE_UNKNOWN : (int) day;
  }

  private static Split numpy(
      NumpySplit split, TrainingTable table, int[] rows, List<Finding> findings) {
    int set = onlySet(table, rows);
    PandasIndex index = set < 0 ? new PandasIndex.None() : table.pandasIndex(set);
    return switch (index) {
      case PandasIndex.Values(long[] values) ->
          split.byIndex(Arrays.stream(rows).mapToLong(row -> values[row]).toArray());
      case PandasIndex.Range _ -> split.byPosition(rows.length);
      case PandasIndex.None _ -> {
        findings.add(new Finding.SplitOnPositions(rows.length, set < 0));
        yield split.byPosition(rows.length);
      }
    };
  }

  /// The training set of all rows; -1 if there are several.
  private static int onlySet(TrainingTable table, int[] rows) {
    int set = 0;
    while (rows[0] >= table.firstRow(set + 1)) {
      set++;
    }
    return rows[rows.length - 1] < table.firstRow(set + 1) ? set : -1;
  }

  private static void addFindings(
      Split split, TrainingTable table, ModelSpec spec, int[] rows, List<Finding> findings) {
    String id = spec.idColumn();
    int both =
        id == null || spec.isSplitByHash()
            ? 0
            : split.customersOnBothSides(i -> table.customer(rows[i]));
    if (id != null && both > 0) {
      findings.add(new Finding.CustomersOnBothSides(id, both));
    }
    int neither = split.count(Side.NEITHER);
    if (neither > 0) {
      String column = Objects.requireNonNull(spec.outcomeWindow()).applicationDateColumn();
      findings.add(new Finding.MissingApplicationDates(column, neither, DateUse.SPLIT));
    }
  }

  private static int[] side(Split split, int[] rows, Side side) {
    int[] chosen = new int[split.count(side)];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (split.side(i) == side) {
        chosen[count++] = rows[i];
      }
    }
    return chosen;
  }

  private Result<RowSplit> checked() {
    List<LocatedError> errors = new ArrayList<>();
    if (training.length == 0) {
      errors.add(new LocatedError("split", "expected rows on the training side; lower the share"));
    }
    if (validation.length == 0) {
      errors.add(
          new LocatedError(
              "split",
              "expected rows on the validation side; raise the share or add training sets"));
    }
    return Result.of(this, errors);
  }
}
