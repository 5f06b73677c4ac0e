package credence.console;

import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import credence.model.Feature;
import credence.model.Input;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import credence.wording.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The effect of one input on the probability of the typical applicant, with all other inputs held
/// constant.
///
/// @param input the input's name
/// @param sentences the effect as text, with probabilities computed by the scorer
/// @param range the effect of a low and a high value; null if the input has only one value or one
///   of the two is rejected
record InputEffect(String input, List<String> sentences, @Nullable Range range) {
  private static final double LOW_QUANTILE = 0.1;
  private static final double HIGH_QUANTILE = 0.9;

  InputEffect {
    sentences = List.copyOf(sentences);
  }

  /// Two values of an input and their probabilities: the 10th and the 90th percentile of a number,
  /// false and true, or the levels with the lowest and the highest probability.
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

  /// Computes the effects of a version's inputs, in the order of the spec.
  static List<InputEffect> of(ModelVersion version, TypicalApplicant applicant) {
    List<Input> inputs = version.model().inputs();
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> of(version, applicant, i, inputs.get(i)))
        .toList();
  }

  private static InputEffect of(
      ModelVersion version, TypicalApplicant applicant, int index, Input input) {
    Builder builder = new Builder(applicant, index, input);
    switch (input) {
      case Input.NumberInput _ -> builder.number(reference(version, input.name()));
      case Input.BooleanInput _ -> builder.flag();
      case Input.CategoryInput category -> builder.levels(category);
    }
    builder.missing();
    return new InputEffect(input.name(), builder.sentences, builder.range);
  }

  private static @Nullable NumberHistogram reference(ModelVersion version, String input) {
    ReferenceHistogram found =
        version.references().inputs().stream()
            .filter(reference -> reference.input().equals(input))
            .map(InputReference::histogram)
            .findFirst()
            .orElse(null);
    return found instanceof NumberHistogram numbers ? numbers : null;
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

    void number(@Nullable NumberHistogram reference) {
      if (reference == null) {
        return;
      }
      double median = applicant.raw(index);
      OptionalDouble low = reference.quantile(LOW_QUANTILE);
      OptionalDouble high = reference.quantile(HIGH_QUANTILE);
      double spread =
          low.isPresent() && high.isPresent() ? high.getAsDouble() - low.getAsDouble() : 0;
      double step = step(spread > 0 ? spread : Math.max(1, Math.abs(median)));
      sentences.add(
          "Increasing %s by %s, from %s to %s, %s."
              .formatted(
                  input.name(),
                  Figures.input(step),
                  Figures.input(median, step),
                  Figures.input(median + step, step),
                  effect(median + step)));
      if (spread > 0) {
        percentiles(low.getAsDouble(), high.getAsDouble(), step);
      }
    }

    private void percentiles(double low, double high, double step) {
      double lowProbability = applicant.probabilityWith(index, low);
      double highProbability = applicant.probabilityWith(index, high);
      if (Double.isNaN(lowProbability) || Double.isNaN(highProbability)) {
        return;
      }
      String[] apart = Figures.distinctPercents(lowProbability, highProbability);
      String from = Figures.input(low, step);
      String to = Figures.input(high, step);
      range = new Range(from, to, lowProbability, highProbability);
      sentences.add(
          "At its 10th percentile (%s), the probability is %s; at its 90th percentile (%s), it is %s."
              .formatted(from, apart[0], to, apart[1]));
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

  /// Returns the greatest power of ten that does not exceed a fifth of a spread.
  private static double step(double spread) {
    return BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(spread / 5))).doubleValue();
  }
}
