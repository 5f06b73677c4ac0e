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

/// The applicant at whom a model's effects are told: each number at the median of the training
/// side, everything else at its most frequent level. Whoever asks changes one input at a time; the
/// answer is the scorer's.
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

  /// The typical applicant of a version; empty if an input has no value at all on the training
  /// side, or the model refuses what is typical.
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

  /// An input's typical raw value, as [Input] defines it.
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

  /// The probability of default with another value of one input.
  ///
  /// @param input the place of the input
  /// @param value a raw value; NaN: it is missing
  /// @return NaN if the value is refused
  double probabilityWith(int input, double value) {
    FeatureVector vector = vector();
    vector.set(layout.slotOf(inputs.get(input)).index(), value);
    return scorer.probability(vector);
  }

  /// An input's raw value.
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

  /// A raw value as a person reads it.
  static String text(Input input, double raw) {
    return switch (input) {
      case Input.NumberInput _ -> Figures.input(raw);
      case Input.BooleanInput _ -> raw == 1 ? "true" : "false";
      case Input.CategoryInput category -> category.levels().get((int) raw);
    };
  }
}
