package credence.console;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.NumberEncoding;
import credence.wording.Figures;

/// How an input's value becomes what its coefficient is multiplied with, in words.
final class EncodingWords {
  private EncodingWords() {}

  /// What the coefficients of an input are multiplied with.
  static String of(Encoding encoding) {
    return switch (encoding) {
      case NumberEncoding number -> number(number);
      case BooleanEncoding _ -> "1 if true, 0 if false";
      case CategoryEncoding category when category.columns() == 0 ->
          "one level only, so it has no coefficient";
      case CategoryEncoding category ->
          "1 if it is this level, else 0; the baseline is “" + category.levels().getFirst() + "”";
    };
  }

  private static String number(NumberEncoding number) {
    StringBuilder words =
        new StringBuilder(number.logarithm() ? "the natural logarithm of the value" : "the value");
    if (number.clip() != null) {
      words.append(
          ", held within %s to %s"
              .formatted(Figures.input(number.clip().low()), Figures.input(number.clip().high())));
    }
    NumberEncoding.Standardisation standardisation = number.standardisation();
    if (standardisation != null) {
      words.append(
          "; less %s, divided by %s"
              .formatted(
                  Figures.input(standardisation.mean()),
                  Figures.input(standardisation.deviation())));
    }
    return words.toString();
  }
}
