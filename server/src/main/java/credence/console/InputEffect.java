package credence.console;

import credence.evaluation.InputImportance;
import credence.evaluation.NumberHistogram;
import credence.model.Feature;
import credence.model.Input;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The effect of one input on the probability of the typical applicant, with all other inputs held
/// constant.
///
/// @param input the input's name
/// @param sentences the effect as text, with probabilities computed by the scorer
/// @param importance the standard deviation of its contribution to the log-odds on the held-out
///   rows ([credence.evaluation.InputImportance]); null if unknown
/// @param range the effect of a low and a high value; null if the input has only one value or one
///   of the two is rejected
record InputEffect(
    String input, List<String> sentences, @Nullable Double importance, @Nullable Range range) {
  private static final double LOW_QUANTILE = 0.1;
  private static final double HIGH_QUANTILE = 0.9;

  InputEffect {
    sentences = List.copyOf(sentences);
  }

  /// Two values of an input and their probabilities: the 10th and the 90th percentile of a number,
  /// or if they are equal, its median and the median of its other values; false and true; or the
  /// levels with the lowest and the highest probability.
  ///
  /// @param from the first value, formatted
  /// @param to the second value, formatted
  /// @param fromProbability the probability at the first value
  /// @param toProbability the probability at the second value
  record Range(String from, String to, double fromProbability, double toProbability) {
    /// Returns the absolute difference of the two probabilities.
    double width() {
      return Math.abs(toProbability - fromProbability);
    }
  }

  /// Computes the effects of a version's inputs, the most important first; in the order of the spec
  /// if their importance is unknown.
  static List<InputEffect> of(ModelVersion version, TypicalApplicant applicant) {
    List<Input> inputs = version.model().inputs();
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> of(version, applicant, i, inputs.get(i)))
        .sorted(Comparator.comparingDouble(InputEffect::negatedImportance))
        .toList();
  }

  private double negatedImportance() {
    return importance == null ? 0 : -importance;
  }

  private static InputEffect of(
      ModelVersion version, TypicalApplicant applicant, int index, Input input) {
    Builder builder = new Builder(applicant, index, input);
    switch (input) {
      case Input.NumberInput _ -> reference(version, input.name()).ifPresent(builder::number);
      case Input.BooleanInput _ -> builder.flag();
      case Input.CategoryInput category -> builder.levels(category);
    }
    builder.missing();
    return new InputEffect(
        input.name(), builder.sentences, importance(version, input.name()), builder.range);
  }

  private static @Nullable Double importance(ModelVersion version, String input) {
    List<InputImportance> importance = version.evaluation().importance();
    return importance == null
        ? null
        : importance.stream()
            .filter(one -> one.input().equals(input))
            .findFirst()
            .map(InputImportance::deviation)
            .orElse(null);
  }

  private static Optional<InputReference> reference(ModelVersion version, String input) {
    return version.references().inputs().stream()
        .filter(reference -> reference.input().equals(input))
        .findFirst();
  }

  /// Builds the effect of one input.
  private static final class Builder {
    private final TypicalApplicant applicant;
    private final int index;
    private final Input input;
    private final List<String> sentences = new ArrayList<>();
    private @Nullable Range range;

    Builder(TypicalApplicant applicant, int index, Input input) {
      this.applicant = applicant;
      this.index = index;
      this.input = input;
    }

    void number(InputReference reference) {
      if (!(reference.histogram() instanceof NumberHistogram histogram)) {
        return;
      }
      double median = applicant.raw(index);
      double low = histogram.quantile(LOW_QUANTILE).orElse(median);
      double high = histogram.quantile(HIGH_QUANTILE).orElse(median);
      NumberStep step = NumberStep.of(reference, median, high - low);
      double other = median + step.signed();
      sentences.add(
          "%s %s by %s, from %s to %s, %s."
              .formatted(
                  step.signed() < 0 ? "Decreasing" : "Increasing",
                  input.name(),
                  Figures.input(step.size()),
                  Figures.input(median, step.unit()),
                  Figures.input(other, step.unit()),
                  effect(other)));
      ModelVersion.ValueScale scale = reference.scale();
      Double otherMedian = scale == null ? null : scale.otherMedian();
      if (high > low) {
        percentiles(low, high, step.unit());
      } else if (otherMedian != null) {
        otherValues(median, otherMedian, step.unit());
      }
    }

    private void percentiles(double low, double high, double unit) {
      String[] apart = between(low, high, unit);
      if (apart.length > 0) {
        sentences.add(
            "At its 10th percentile (%s), the probability is %s; at its 90th percentile (%s), it is %s."
                .formatted(
                    Figures.input(low, unit), apart[0], Figures.input(high, unit), apart[1]));
      }
    }

    private void otherValues(double median, double other, double unit) {
      String[] apart = between(median, other, unit);
      if (apart.length > 0) {
        sentences.add(
            "Most values are %s; at %s, the median of the others, the probability is %s."
                .formatted(Figures.input(median, unit), Figures.input(other, unit), apart[1]));
      }
    }

    /// Sets the range to two values.
    ///
    /// @return their probabilities; empty if one of the values is rejected
    private String[] between(double from, double to, double unit) {
      double fromProbability = applicant.probabilityWith(index, from);
      double toProbability = applicant.probabilityWith(index, to);
      if (Double.isNaN(fromProbability) || Double.isNaN(toProbability)) {
        return new String[0];
      }
      range =
          new Range(
              Figures.input(from, unit), Figures.input(to, unit), fromProbability, toProbability);
      return Figures.distinctPercents(fromProbability, toProbability);
    }

    void flag() {
      double typical = applicant.raw(index);
      sentences.add(
          "“%s” instead of “%s” %s."
              .formatted(text(1 - typical), text(typical), effect(1 - typical)));
      range = range(0, 1);
    }

    void levels(Input.CategoryInput category) {
      double typical = applicant.raw(index);
      for (int level = 0; level < category.levels().size(); level++) {
        if (level != typical) {
          sentences.add(
              "“%s” instead of “%s” %s.".formatted(text(level), text(typical), effect(level)));
        }
      }
      if (category.levels().size() > 1) {
        List<Integer> byProbability =
            IntStream.range(0, category.levels().size())
                .boxed()
                .sorted(
                    Comparator.comparingDouble(level -> applicant.probabilityWith(index, level)))
                .toList();
        range = range(byProbability.getFirst(), byProbability.getLast());
      }
      sentences.add(
          category.unseenLevel() == Feature.UnseenLevel.BASELINE
              ? "Levels unseen in training are treated as “%s”.".formatted(text(0))
              : "Levels unseen in training are rejected.");
    }

    void missing() {
      double probability = applicant.probabilityWith(index, Double.NaN);
      if (!input.fillsMissing() || Double.isNaN(probability)) {
        sentences.add("Missing values are rejected.");
      } else {
        sentences.add(
            "Missing values are replaced by %s; the probability is then %s."
                .formatted(fill(), Figures.percent(probability)));
      }
    }

    private String fill() {
      return switch (input) {
        case Input.NumberInput number -> Figures.input(Objects.requireNonNull(number.fill()));
        case Input.BooleanInput flag -> "“" + flag.fill() + "”";
        case Input.CategoryInput category -> "“" + category.fill() + "”";
      };
    }

    private Range range(double from, double to) {
      return new Range(
          text(from),
          text(to),
          applicant.probabilityWith(index, from),
          applicant.probabilityWith(index, to));
    }

    private String text(double raw) {
      return TypicalApplicant.text(input, raw);
    }

    /// Describes the effect of another value on the probability, as a predicate.
    private String effect(double raw) {
      double before = applicant.probability();
      double after = applicant.probabilityWith(index, raw);
      if (Double.isNaN(after)) {
        return "is rejected";
      }
      String[] apart = Figures.distinctPercents(before, after);
      if (apart[0].equals(apart[1])) {
        return "leaves the probability of default at " + apart[0];
      }
      return "%s the probability of default from %s to %s"
          .formatted(after > before ? "raises" : "lowers", apart[0], apart[1]);
    }
  }
}
