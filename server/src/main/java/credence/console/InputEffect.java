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

/// What one input does to the probability of the typical applicant, every other input held.
///
/// @param input its name
/// @param sentences in plain words, each with the scorer's own probabilities
/// @param range from where to where its usual values move the probability; null where it has but
///   one
record InputEffect(String input, List<String> sentences, @Nullable Range range) {
  private static final double LOW_QUANTILE = 0.1;
  private static final double HIGH_QUANTILE = 0.9;

  InputEffect {
    sentences = List.copyOf(sentences);
  }

  /// How far an input's usual values move the probability: from the tenth to the ninetieth
  /// percentile of a number, from false to true, from the level of the least to that of the
  /// greatest probability.
  ///
  /// @param from the value at one end, as a person reads it
  /// @param to the value at the other end
  /// @param fromProbability the probability there
  /// @param toProbability the probability there
  record Range(String from, String to, double fromProbability, double toProbability) {
    /// How much of the probability it moves.
    double width() {
      return Math.abs(toProbability - fromProbability);
    }
  }

  /// The effects of a version's inputs, in the order of the spec.
  static List<InputEffect> of(ModelVersion version, TypicalApplicant applicant) {
    List<Input> inputs = version.model().inputs();
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> of(version, applicant, i, inputs.get(i)))
        .toList();
  }

  private static InputEffect of(
      ModelVersion version, TypicalApplicant applicant, int place, Input input) {
    Told told = new Told(applicant, place, input);
    switch (input) {
      case Input.NumberInput _ -> told.number(reference(version, input.name()));
      case Input.BooleanInput _ -> told.flag();
      case Input.CategoryInput category -> told.levels(category);
    }
    told.missing();
    return new InputEffect(input.name(), told.sentences, told.range);
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

  /// Tells one input's effect.
  private static final class Told {
    private final TypicalApplicant applicant;
    private final int place;
    private final Input input;
    private final List<String> sentences = new ArrayList<>();
    private @Nullable Range range;

    Told(TypicalApplicant applicant, int place, Input input) {
      this.applicant = applicant;
      this.place = place;
      this.input = input;
    }

    void number(@Nullable NumberHistogram reference) {
      if (reference == null) {
        return;
      }
      double median = applicant.raw(place);
      OptionalDouble low = reference.quantile(LOW_QUANTILE);
      OptionalDouble high = reference.quantile(HIGH_QUANTILE);
      double spread =
          low.isPresent() && high.isPresent() ? high.getAsDouble() - low.getAsDouble() : 0;
      double step = step(spread > 0 ? spread : Math.max(1, Math.abs(median)));
      sentences.add(
          "%s more of %s, %s instead of %s, %s."
              .formatted(
                  Figures.input(step),
                  input.name(),
                  Figures.input(median + step, step),
                  Figures.input(median, step),
                  effect(median + step)));
      if (spread > 0) {
        spread(low.getAsDouble(), high.getAsDouble(), step);
      }
    }

    private void spread(double low, double high, double step) {
      double lowProbability = applicant.probabilityWith(place, low);
      double highProbability = applicant.probabilityWith(place, high);
      if (Double.isNaN(lowProbability) || Double.isNaN(highProbability)) {
        return;
      }
      String[] apart = Figures.distinctPercents(lowProbability, highProbability);
      String from = Figures.input(low, step);
      String to = Figures.input(high, step);
      range = new Range(from, to, lowProbability, highProbability);
      sentences.add(
          "At its 10th percentile, %s, it is %s; at its 90th, %s, it is %s."
              .formatted(from, apart[0], to, apart[1]));
    }

    void flag() {
      double typical = applicant.raw(place);
      sentences.add(
          "“%s” instead of “%s” %s."
              .formatted(text(1 - typical), text(typical), effect(1 - typical)));
      range = range(0, 1);
    }

    void levels(Input.CategoryInput category) {
      double typical = applicant.raw(place);
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
                    Comparator.comparingDouble(level -> applicant.probabilityWith(place, level)))
                .toList();
        range = range(byProbability.getFirst(), byProbability.getLast());
      }
      sentences.add(
          category.unseenLevel() == Feature.UnseenLevel.BASELINE
              ? "A level that training did not see counts as “%s”.".formatted(text(0))
              : "A level that training did not see is refused.");
    }

    void missing() {
      double probability = applicant.probabilityWith(place, Double.NaN);
      if (!input.fillsMissing() || Double.isNaN(probability)) {
        sentences.add("A missing value is refused.");
      } else {
        sentences.add(
            "A missing value counts as %s: %s.".formatted(fill(), Figures.percent(probability)));
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
          applicant.probabilityWith(place, from),
          applicant.probabilityWith(place, to));
    }

    private String text(double raw) {
      return TypicalApplicant.text(input, raw);
    }

    /// What another value does to the probability, as the end of a sentence.
    private String effect(double raw) {
      double before = applicant.probability();
      double after = applicant.probabilityWith(place, raw);
      if (Double.isNaN(after)) {
        return "is refused";
      }
      String[] apart = Figures.distinctPercents(before, after);
      if (apart[0].equals(apart[1])) {
        return "leaves the probability of default at " + apart[0];
      }
      return "%s the probability of default from %s to %s"
          .formatted(after > before ? "raises" : "lowers", apart[0], apart[1]);
    }
  }

  /// The greatest power of ten that is at most a fifth of a spread.
  private static double step(double spread) {
    return BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(spread / 5))).doubleValue();
  }
}
