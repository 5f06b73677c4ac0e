package credence.dataset;

import credence.model.FeatureType;
import credence.model.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The raw values of one [Input] of a model: the table's numbers and booleans, and the table's
/// codes of levels converted to the input's.
///
/// Thread-safe.
public final class RawValues {
  private final NumberColumn column;

  /// For each of the table's codes the input's raw value; empty for other types.
  private final double[] levelOfCode;

  private RawValues(NumberColumn column, double[] levelOfCode) {
    this.column = column;
    this.levelOfCode = levelOfCode;
  }

  /// The values of an input.
  public static RawValues of(TrainingTable table, Input input) {
    NumberColumn column = table.feature(input.name());
    if (input.type() != FeatureType.CATEGORY) {
      return new RawValues(column, new double[0]);
    }
    Map<String, Integer> levels = new HashMap<>();
    input.levels().forEach(level -> levels.put(level, levels.size()));
    return new RawValues(
        column,
        table.levels(input.name()).stream()
            .mapToDouble(text -> levels.getOrDefault(text, (int) Input.UNSEEN))
            .toArray());
  }

  /// The values of some inputs, in their order.
  public static List<RawValues> of(TrainingTable table, List<? extends Input> inputs) {
    return inputs.stream().map(input -> of(table, input)).toList();
  }

  /// Writes the raw values of some rows, NaN where missing; see [NumberColumn#gather].
  public void gather(int[] rows, int from, int count, double[] into) {
    column.gather(rows, from, count, into);
    if (levelOfCode.length > 0) {
      for (int i = 0; i < count; i++) {
        if (!Double.isNaN(into[i])) {
          into[i] = levelOfCode[(int) into[i]];
        }
      }
    }
  }

  /// Whether every row has a value.
  public boolean complete() {
    return column.missing() == 0;
  }
}
