package credence.wording;

import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.ModelVersion;
import java.util.List;
import java.util.Map;

/// Describes a model for people, whatever its kind: the terminal, the report and JSON output show
/// what this says and do not distinguish kinds themselves.
///
/// @param algorithm what was fitted and how, as the rest of a sentence
/// @param heading what the rows are
/// @param columns the titles of a row's components
/// @param rows the model's parameters, or what stands for them, in the order of the model
/// @param hasErrors whether rows have errors
/// @param notes how the rows are to be read, a sentence or two each
/// @param limitations what the algorithm means for the use of the model, a sentence each
/// @param figures the model's parameters as JSON output has them, by field: numbers, or maps of
///   numbers
public record ModelWording(
    String algorithm,
    String heading,
    Row columns,
    List<Row> rows,
    boolean hasErrors,
    List<String> notes,
    List<String> limitations,
    Map<String, Object> figures) {
  /// Takes copies of the lists.
  public ModelWording {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    limitations = List.copyOf(limitations);
  }

  /// A parameter, or what stands for it.
  ///
  /// @param name its name
  /// @param value its value
  /// @param error how far the value may be off; `-` where that is not known
  /// @param meaning what the value is applied to
  public record Row(String name, String value, String error, String meaning) {}

  /// Describes the model of a version.
  public static ModelWording of(ModelVersion version) {
    return switch (version.model()) {
      case LogisticModel model ->
          LogisticWording.of(
              model,
              version.standardErrors(),
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
