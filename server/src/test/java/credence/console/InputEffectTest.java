package credence.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.evaluation.NumberHistogram;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The effect of an input is described")
class InputEffectTest {
  private static final Pattern PERCENT = Pattern.compile("([-0-9.]+) %");

  /// The model's formula: age, encoded income, the two levels, employed.
  private static double probability(
      LogisticModel model, double age, double income, int plan, boolean employed) {
    List<Double> weights = model.coefficients();
    double held = Math.clamp(income, 5_000.0, 200_000.0);
    double z =
        model.intercept()
            + weights.get(0) * age
            + weights.get(1) * (Math.log(held) - 10.2) / 0.6
            + (plan == 0 ? 0 : weights.get(1 + plan))
            + (employed ? weights.get(4) : 0);
    return 1 / (1 + Math.exp(-z));
  }

  private static ModelVersion version(long seed) {
    ModelVersion version = ReportedVersion.version("v", "", ReportedVersion.sample(1, -1.5), null);
    return new ModelVersion(
        version.name(),
        version.spec(),
        ReportedVersion.model(new Random(seed)),
        null,
        version.evaluation(),
        version.findings(),
        version.references(),
        version.provenance());
  }

  private static List<Double> percents(String sentence) {
    List<Double> percents = new ArrayList<>();
    for (MatchResult match : PERCENT.matcher(sentence).results().toList()) {
      percents.add(Double.parseDouble(match.group(1)) / 100);
    }
    return percents;
  }

  private static void assertProbabilities(String sentence, double before, double after) {
    List<Double> shown = percents(sentence);
    assertThat(shown.getFirst()).as(sentence).isCloseTo(before, within(0.0005));
    assertThat(shown.getLast()).as(sentence).isCloseTo(after, within(0.0005));
    if (sentence.contains(" the probability of default from ")) {
      assertThat(sentence).contains(after > before ? "raises" : "lowers");
      assertThat(shown.getLast() > shown.getFirst()).as(sentence).isEqualTo(after > before);
    }
  }

  @Test
  @DisplayName("by sentences that match the model's formula, for random models")
  void sentences() {
    for (long seed = 1; seed <= 200; seed++) {
      ModelVersion version = version(seed);
      LogisticModel model = (LogisticModel) version.model();
      TypicalApplicant applicant = TypicalApplicant.of(version).orElseThrow();
      double age = applicant.raw(0);
      double income = applicant.raw(1);
      double now = probability(model, age, income, 0, true);
      assertThat(applicant.probability()).as("seed %d", seed).isCloseTo(now, within(1e-12));
      List<InputEffect> effects = InputEffect.of(version, applicant);
      assertProbabilities(
          effects.get(0).sentences().getFirst(), now, probability(model, age + 1, income, 0, true));
      assertProbabilities(
          effects.get(1).sentences().getFirst(),
          now,
          probability(model, age, income + 1_000, 0, true));
      assertProbabilities(
          effects.get(2).sentences().get(1), now, probability(model, age, income, 2, true));
      assertProbabilities(
          effects.get(3).sentences().getFirst(), now, probability(model, age, income, 0, false));
      assertThat(percents(effects.get(1).sentences().getLast()).getFirst())
          .isCloseTo(probability(model, age, 30_000, 0, true), within(0.0005));
    }
  }

  @Test
  @DisplayName("for the medians and the most frequent levels")
  void typical() {
    TypicalApplicant applicant = TypicalApplicant.of(version(1)).orElseThrow();
    assertThat(applicant.raw(0)).isEqualTo(40);
    assertThat(applicant.raw(2)).isZero();
    assertThat(applicant.raw(3)).isEqualTo(1);
  }

  @Test
  @DisplayName("and clipped values have no effect beyond their range")
  void clipped() {
    TypicalApplicant applicant = TypicalApplicant.of(version(1)).orElseThrow();
    assertThat(applicant.probabilityWith(1, 300_000))
        .isEqualTo(applicant.probabilityWith(1, 200_000));
    assertThat(applicant.probabilityWith(0, Double.NaN)).isNaN();
  }

  /// A version of which the importance of the inputs is known, and whose age is mostly 0.
  private static ModelVersion withImportance() {
    ModelVersion version = version(1);
    List<InputReference> references = new ArrayList<>(version.references().inputs());
    references.set(
        0,
        new InputReference(
            "age",
            NumberHistogram.of(1_000, row -> row % 50 == 0 ? 1 : 0, 1_000),
            new ModelVersion.ValueRange(0, 1),
            new ModelVersion.ValueScale(0, 0, true, 1.0)));
    return ReportedVersion.withImportance(
        version, new ModelVersion.References(references, version.references().prediction()));
  }

  @Test
  @DisplayName("in the order of importance, or of the spec if it is unknown")
  void order() {
    ModelVersion known = withImportance();
    assertThat(InputEffect.of(known, TypicalApplicant.of(known).orElseThrow()))
        .extracting(InputEffect::input)
        .containsExactly("plan", "age", "employed", "income");
    ModelVersion unknown = version(1);
    assertThat(InputEffect.of(unknown, TypicalApplicant.of(unknown).orElseThrow()))
        .extracting(InputEffect::input)
        .containsExactly("age", "income", "plan", "employed");
  }

  @Test
  @DisplayName("of a number that is rarely set, by its other values")
  void rarelySet() {
    ModelVersion version = withImportance();
    TypicalApplicant applicant = TypicalApplicant.of(version).orElseThrow();
    InputEffect effect = InputEffect.of(version, applicant).get(1);
    assertThat(effect.input()).isEqualTo("age");
    assertThat(effect.sentences().getFirst()).startsWith("Increasing age by 1, from 0 to 1, ");
    assertThat(effect.sentences().get(1))
        .startsWith("Most values are 0; at 1, the median of the others, the probability is ");
    assertThat(effect.range())
        .isEqualTo(
            new InputEffect.Range(
                "0", "1", applicant.probabilityWith(0, 0), applicant.probabilityWith(0, 1)));
    assertThat(percents(effect.sentences().get(1)).getLast())
        .isCloseTo(applicant.probabilityWith(0, 1), within(0.0005));
  }
}
