package credence.wording;

import credence.scoring.InputCounts.InputCount;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/// Renders the inputs of a scored file that a user should check as text.
public final class InputCountWording {
  private static final int LINES_MAX = 20;

  private InputCountWording() {}

  /// A line for each input and kind of value: levels unseen in training, then values outside the
  /// training range, then imputed values; at most 20, then one with the number of the others. Names
  /// inputs, never values.
  ///
  /// @param inputs the inputs' counts
  /// @param rows the number of rows that were scored
  public static List<String> lines(List<InputCount> inputs, long rows) {
    List<String> lines = new ArrayList<>();
    add(
        lines,
        inputs,
        rows,
        InputCount::unseenLevels,
        InputCountWording::has,
        "a level unseen in training");
    add(
        lines,
        inputs,
        rows,
        count -> count.outsideRange() == null ? 0 : count.outsideRange(),
        InputCountWording::has,
        "a value outside the training range");
    add(lines, inputs, rows, InputCount::imputed, _ -> "had", "no value; it was imputed");
    if (lines.size() <= LINES_MAX) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, LINES_MAX));
    first.add("and %s more; --json lists all".formatted(Figures.count(lines.size() - LINES_MAX)));
    return first;
  }

  private static String has(long count) {
    return count == 1 ? "has" : "have";
  }

  private static void add(
      List<String> lines,
      List<InputCount> inputs,
      long rows,
      ToLongFunction<InputCount> counted,
      LongFunction<String> verb,
      String what) {
    for (InputCount input : inputs) {
      long count = counted.applyAsLong(input);
      if (count > 0) {
        lines.add(
            "%s: %s of %s %s %s"
                .formatted(
                    input.input(),
                    Figures.count(count),
                    Figures.count(rows, "row", "rows"),
                    verb.apply(count),
                    what));
      }
    }
  }
}
