package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import credence.document.SpecDocument;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.exercise.Exercise;
import credence.model.Finding;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;
import credence.scoring.Scorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayName("Trained on the exercise's training set by the default spec, a version has")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExerciseParityTest {
  private static final ModelSpec SPEC = SpecDocument.byDefault().spec();

  private final JsonNode reference = Exercise.reference();
  private ModelVersion version;

  @BeforeAll
  void train(@TempDir Path folder) {
    version = Trainings.trained(SPEC, folder, Exercise.trainingSet());
  }

  private Evaluation validation() {
    return version.evaluation().validation();
  }

  private Evaluation asServed() {
    return version.evaluation().validationAsServed();
  }

  private static double value(@Nullable Estimate estimate) {
    return Objects.requireNonNull(estimate).value();
  }

  @Test
  void theRowsOfModelPy() {
    JsonNode split = reference.path("split");
    assertThat(version.evaluation().training().balance().rows())
        .isEqualTo(split.path("training_rows").asInt());
    assertThat(version.evaluation().training().balance().defaults())
        .isEqualTo(split.path("training_positives").asInt());
    assertThat(validation().balance().rows()).isEqualTo(split.path("validation_rows").asInt());
    assertThat(validation().balance().defaults())
        .isEqualTo(split.path("validation_positives").asInt());
    JsonNode clustered = reference.path("auc").path("clustered_by_id_455");
    assertThat(validation().balance().customers()).isEqualTo(clustered.path("customers").asInt());
    assertThat(validation().balance().defaulters()).isEqualTo(clustered.path("defaulters").asInt());
  }

  @Test
  void theCoefficientsOfTheSavedModel() {
    LogisticModel model = (LogisticModel) version.model();
    JsonNode expected = reference.path("model");
    assertThat(model.intercept()).satisfies(near(expected.path("intercept").asDouble()));
    List<String> names = model.columnNames();
    assertThat(names).hasSize(4);
    for (int i = 0; i < names.size(); i++) {
      double coefficient = expected.path("coefficients").path(names.get(i)).asDouble();
      assertThat(model.coefficients().get(i)).satisfies(near(coefficient));
    }
  }

  private static Consumer<Double> near(double expected) {
    return actual -> assertThat(actual).isCloseTo(expected, offset(Math.abs(expected) * 1e-9));
  }

  @Test
  void theProbabilityOfEveryExample() {
    InputLayout layout = InputLayout.of(List.of(version.model()));
    Scorer scorer = Scorer.of(version.model(), layout);
    for (JsonNode example : reference.path("examples")) {
      FeatureVector applicant = new FeatureVector(layout.size());
      layout
          .slots()
          .forEach(
              slot -> {
                JsonNode given = example.path("request").path(slot.name());
                if (given.isNumber()) {
                  applicant.set(slot.index(), given.asDouble());
                }
              });
      assertThat(scorer.probability(applicant))
          .isCloseTo(example.path("probability").asDouble(), offset(1e-10));
    }
  }

  @Test
  void theTwoAreasUnderTheCurve() {
    assertThat(value(validation().auc())).isCloseTo(0.5944811727507904, offset(1e-12));
    assertThat(value(asServed().auc())).isCloseTo(0.5967806841046277, offset(1e-12));
  }

  @Test
  void theIntervalsByRowAndByCustomer() {
    JsonNode auc = reference.path("auc");
    assertInterval(validation().aucByRow(), auc.path("delong_455"));
    assertInterval(asServed().aucByRow(), auc.path("delong_425"));
    assertInterval(validation().aucWald(), auc.path("clustered_by_id_455"));
    assertInterval(asServed().aucWald(), auc.path("clustered_by_id_425"));
  }

  private static void assertInterval(@Nullable Estimate found, JsonNode expected) {
    Estimate estimate = Objects.requireNonNull(found);
    Interval interval = Objects.requireNonNull(estimate.interval());
    assertThat(estimate.standardError())
        .isCloseTo(expected.path("standard_error").asDouble(), offset(1e-9));
    assertThat(interval.low()).isCloseTo(expected.path("low_95").asDouble(), offset(1e-9));
    assertThat(interval.high()).isCloseTo(expected.path("high_95").asDouble(), offset(1e-9));
  }

  @Test
  void theOtherMeasuresAsServed() {
    assertThat(asServed().ks()).isCloseTo(reference.path("ks_425").asDouble(), offset(1e-9));
    assertThat(asServed().logLoss())
        .isCloseTo(reference.path("log_loss_425").asDouble(), offset(1e-9));
    assertThat(asServed().brier()).isCloseTo(reference.path("brier_425").asDouble(), offset(1e-9));
  }

  @Test
  void everyFindingThatTheExerciseDeserves() {
    assertThat(version.findings())
        .extracting(Finding::code, Finding::column, Finding::count)
        .containsExactlyInAnyOrder(
            tuple("repeated-customers", "ids", 257L),
            tuple("missing-without-outcome", "score_3", 24L),
            tuple("missing-targets", "default", 88L),
            tuple("validation-rule-differs", "score_3", 7L),
            tuple("few-defaulters", null, 35L),
            tuple("intercept-penalty", "score_4", 1L));
  }
}
