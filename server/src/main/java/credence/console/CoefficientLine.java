package credence.console;

import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.model.StandardErrors;
import java.util.ArrayList;
import java.util.List;

/// A coefficient, as a line of a table.
///
/// @param column the encoded column
/// @param encoding what the coefficient is multiplied with
/// @param coefficient the figure
/// @param standardError its standard error; `–` where it is not known
record CoefficientLine(String column, String encoding, String coefficient, String standardError) {
  private static final int COEFFICIENT_DIGITS = 5;
  private static final int ERROR_DIGITS = 3;

  /// The coefficients of a version, the intercept first.
  static List<CoefficientLine> of(ModelVersion version) {
    return switch (version.model()) {
      case LogisticModel logistic -> of(logistic, version);
    };
  }

  private static List<CoefficientLine> of(LogisticModel model, ModelVersion version) {
    StandardErrors errors = version.standardErrors();
    List<CoefficientLine> lines = new ArrayList<>();
    lines.add(
        new CoefficientLine(
            "(intercept)",
            "",
            FigureText.significant(model.intercept(), COEFFICIENT_DIGITS),
            errors == null
                ? FigureText.NONE
                : FigureText.significant(errors.intercept(), ERROR_DIGITS)));
    int at = 0;
    for (Encoding encoding : model.encodings()) {
      for (String column : encoding.columnNames()) {
        lines.add(
            new CoefficientLine(
                column,
                EncodingWords.of(encoding),
                FigureText.significant(model.coefficients().get(at), COEFFICIENT_DIGITS),
                errors == null
                    ? FigureText.NONE
                    : FigureText.significant(errors.coefficients().get(at), ERROR_DIGITS)));
        at++;
      }
    }
    return lines;
  }
}
