package credence.console;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.NumberEncoding;
import java.util.ArrayList;
import java.util.List;

/// How an input's value becomes what its coefficient is multiplied with, in words.
final class EncodingWords {
  private EncodingWords() {}

  /// What the coefficient of an input is per: the unit of the encoded value.
  static String of(Encoding encoding) {
    return switch (encoding) {
      case NumberEncoding number -> number(number);
      case BooleanEncoding _ -> "1 if true, 0 if false";
      case CategoryEncoding category when category.columns() == 0 ->
          "one level only, so it has no coefficient";
      case CategoryEncoding category ->
          "1 if it is this level; against " + category.levels().getFirst();
    };
  }

  private static String number(NumberEncoding number) {
    List<String> steps = new ArrayList<>();
    if (number.clip() != null) {
      steps.add(
          "held within %s to %s"
              .formatted(
                  FigureText.input(number.clip().low()), FigureText.input(number.clip().high())));
    }
    if (number.logarithm()) {
      steps.add("natural logarithm");
    }
    NumberEncoding.Standardisation standardisation = number.standardisation();
    if (standardisation != null) {
      steps.add(
          "standardised: less %s, divided by %s"
              .formatted(
                  FigureText.input(standardisation.mean()),
                  FigureText.input(standardisation.deviation())));
    }
    return steps.isEmpty() ? "as it is" : String.join("; ", steps);
  }
}
