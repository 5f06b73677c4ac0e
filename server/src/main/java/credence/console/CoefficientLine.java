package credence.console;

import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.model.StandardErrors;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;

/// A coefficient, as a line of a table.
///
/// @param column the encoded column
/// @param encoding what the coefficient is multiplied with
/// @param coefficient the figure
/// @param standardError its standard error; `-` where it is not known
record CoefficientLine(String column, String encoding, String coefficient, String standardError) {
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
            Figures.coefficient(model.intercept()),
            Figures.standardError(errors == null ? null : errors.intercept())));
    int at = 0;
    for (Encoding encoding : model.encodings()) {
      for (String column : encoding.columnNames()) {
        lines.add(
            new CoefficientLine(
                column,
                EncodingWords.of(encoding),
                Figures.coefficient(model.coefficients().get(at)),
                Figures.standardError(errors == null ? null : errors.coefficients().get(at))));
        at++;
      }
    }
    return lines;
  }
}
