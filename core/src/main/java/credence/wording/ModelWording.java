package credence.wording;

import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.ModelVersion;
import java.util.List;
import java.util.Map;

/// Describes a model for people, whatever its kind: the terminal, the report and JSON output use
/// this description and do not depend on the kind.
///
/// @param algorithm the algorithm, as a sentence fragment
/// @param heading the heading of the rows
/// @param columns the titles of a row's components
/// @param rows the model's parameters or their equivalent, in the order of the model
/// @param hasErrors whether rows have errors
/// @param notes notes on reading the rows, one or two sentences each
/// @param limitations limitations of the algorithm, one sentence each
/// @param figures the model's parameters in JSON output, by field: numbers, or maps of numbers
public record ModelWording(
    String algorithm,
    String heading,
    Row columns,
    List<Row> rows,
    boolean hasErrors,
    List<String> notes,
    List<String> limitations,
    Map<String, Object> figures) {
  /// Copies the lists.
  public ModelWording {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    limitations = List.copyOf(limitations);
  }

  /// A parameter or its equivalent.
  ///
  /// @param name its name
  /// @param value its value
  /// @param error the standard error; `-` if unknown
  /// @param meaning the quantity to which the value applies
  public record Row(String name, String value, String error, String meaning) {}

  /// Describes the model of a version.
  public static ModelWording of(ModelVersion version) {
    return switch (version.model()) {
      case LogisticModel model ->
          LogisticWording.of(
              model,
              version.standardErrors(),
              version.spec(),
              algorithm(version.spec()),
              limitations(version.spec()));
    };
  }

  private static String algorithm(ModelSpec spec) {
    return switch (spec.algorithm()) {
      case LogisticRegression logistic -> LogisticWording.algorithm(logistic);
    };
  }

  private static List<String> limitations(ModelSpec spec) {
    return switch (spec.algorithm()) {
      case LogisticRegression logistic -> LogisticWording.limitations(logistic, spec);
    };
  }
}
