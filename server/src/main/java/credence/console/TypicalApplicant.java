package credence.console;

import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.model.Input;
import credence.model.Model;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;
import credence.scoring.Scorer;
import credence.wording.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The applicant for whom a model's effects are evaluated: each number is the median of the
/// training rows, each other input its most frequent level. Callers vary one input at a time; the
/// probabilities are computed by the scorer.
final class TypicalApplicant {
  private final InputLayout layout;
  private final Scorer scorer;
  private final List<Input> inputs;
  private final List<Double> raw;

  private TypicalApplicant(Model model, List<Double> raw) {
    this.layout = InputLayout.of(List.of(model));
    this.scorer = Scorer.of(model, layout);
    this.inputs = model.inputs();
    this.raw = raw;
  }

  /// Returns the typical applicant of a version; empty if an input has no value in the training
  /// rows, or the model rejects the typical values.
  static Optional<TypicalApplicant> of(ModelVersion version) {
    Map<String, ReferenceHistogram> references =
        version.references().inputs().stream()
            .collect(
                Collectors.toMap(InputReference::input, InputReference::histogram, (a, _) -> a));
    List<Double> raw =
        version.model().inputs().stream()
            .flatMap(i -> typical(i, references.get(i.name())).stream().boxed())
            .toList();
    if (raw.size() != version.model().inputs().size()) {
      return Optional.empty();
    }
    TypicalApplicant applicant = new TypicalApplicant(version.model(), raw);
    return Double.isNaN(applicant.probability()) ? Optional.empty() : Optional.of(applicant);
  }

  /// Returns an input's typical raw value, as defined by [Input]; empty if it has no value.
  private static OptionalDouble typical(Input input, @Nullable ReferenceHistogram reference) {
    return switch (input) {
      case Input.NumberInput _ ->
          reference instanceof NumberHistogram numbers
              ? numbers.quantile(0.5)
              : OptionalDouble.empty();
      case Input.BooleanInput _ ->
          reference instanceof LevelHistogram levels && !levels.levels().isEmpty()
              ? OptionalDouble.of(levels.levels().getFirst().equals("true") ? 1 : 0)
              : OptionalDouble.empty();
      case Input.CategoryInput category ->
          reference instanceof LevelHistogram levels && !levels.levels().isEmpty()
              ? OptionalDouble.of(Math.max(0, category.raw(levels.levels().getFirst())))
              : OptionalDouble.empty();
    };
  }

  /// The probability of default.
  double probability() {
    return scorer.probability(vector());
  }

  /// Returns the probability of default with another value of one input.
  ///
  /// @param input the index of the input
  /// @param value a raw value; NaN if it is missing
  /// @return the probability; NaN if the value is rejected
  double probabilityWith(int input, double value) {
    FeatureVector vector = vector();
    vector.set(layout.slotOf(inputs.get(input)).index(), value);
    return scorer.probability(vector);
  }

  /// The raw value of the input at an index.
  double raw(int input) {
    return raw.get(input);
  }

  private FeatureVector vector() {
    FeatureVector vector = new FeatureVector(layout.size());
    for (int i = 0; i < inputs.size(); i++) {
      vector.set(layout.slotOf(inputs.get(i)).index(), raw.get(i));
    }
    return vector;
  }

  /// Formats a raw value.
  static String text(Input input, double raw) {
    return switch (input) {
      case Input.NumberInput _ -> Figures.input(raw);
      case Input.BooleanInput _ -> raw == 1 ? "true" : "false";
      case Input.CategoryInput category -> category.levels().get((int) raw);
    };
  }
}
