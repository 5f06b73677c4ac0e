package credence.document;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.Gates;
import credence.model.LocatedError;
import credence.model.MissingRule;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.OutcomeValues;
import credence.model.Transformation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SpecDocumentTest {
  private static final String MINIMAL =
      """
      id: customer
      target: {column: bad}
      features:
        age: {type: number}
      """;

  @Nested
  class The_default_spec {
    private final ModelSpec spec = SpecDocument.byDefault().spec();

    @Test
    void isTheExercisesModel() {
      assertThat(spec.idColumn()).isEqualTo("ids");
      assertThat(spec.target()).isEqualTo(new ModelSpec.Target("default", false, null));
      assertThat(spec.duplicates()).isEqualTo(ModelSpec.Duplicates.KEEP);
      assertThat(spec.features())
          .extracting(Feature::name)
          .containsExactly("score_3", "score_4", "score_5", "score_6");
      assertThat(spec.features().getFirst().missing()).isEqualTo(new MissingRule.FixedNumber(425));
      assertThat(spec.features().getFirst().ruleInValidation())
          .isEqualTo(new MissingRule.FixedNumber(455));
      assertThat(spec.features().subList(1, 4))
          .allMatch(feature -> feature.missing().equals(new MissingRule.Reject()));
      assertThat(spec.split()).isEqualTo(new ModelSpec.Split(ModelSpec.SplitMethod.NUMPY, 0.25, 1));
      assertThat(spec.algorithm())
          .isEqualTo(new LogisticRegression(ModelSpec.SolverKind.LIBLINEAR, 0.1, true, 1e-4, 100));
    }
  }

  @Nested
  class A_spec_written_as_text {
    @Test
    void isReadAsTheSameSpec() {
      ModelSpec spec = SpecDocument.byDefault().spec();
      assertThat(read(SpecDocument.text(spec))).isEqualTo(spec);
    }
  }

  @Nested
  class A_new_spec {
    @Test
    void isFittedExactlyAndSplitByCustomerUnlessItSaysOtherwise() {
      ModelSpec spec = read(MINIMAL);
      assertThat(spec.target().missing()).isNull();
      assertThat(spec.split()).isEqualTo(new ModelSpec.Split(ModelSpec.SplitMethod.BY_ID, 0.25, 1));
      assertThat(spec.algorithm())
          .isEqualTo(new LogisticRegression(ModelSpec.SolverKind.NEWTON, 1, false, 1e-4, 100));
      assertThat(spec.features().getFirst().missing()).isEqualTo(new MissingRule.Reject());
    }

    @Test
    void saysAllThatTheLanguageHas() {
      ModelSpec spec =
          read(
              """
              id: customer
              target: {column: bad, missing: drop}
              duplicates: first
              features:
                income:
                  type: number
                  missing: median
                  transform: {clip: [1, 1e6], log: true, standardise: true}
                  expected-sign: negative
                employed: {type: boolean, missing: false}
                plan: {type: category, missing: gold, unseen-level: reject}
                tier: {type: category, missing: {level: reject}}
              groups: [region]
              split: {method: out-of-time, share: 0.3}
              algorithm: {solver: newton, C: 2, penalise-intercept: true}
              cross-validation-folds: 5
              cutoff: 0.2
              application-date: applied_on
              outcome-known-after-days: 365
              gates:
                auc-min: 0.6
                auc-loss-max: 0
                observed-to-expected: [0.8, 1.25]
                calibration-slope: [0.7, 1.4]
                psi-max: 0.25
                stability-psi-max: 0.2
                rows-min: 10000
                defaulters-min: 100
              """);
      assertThat(spec.gates())
          .isEqualTo(
              new Gates(
                  0.6,
                  0.0,
                  new Gates.Range(0.8, 1.25),
                  new Gates.Range(0.7, 1.4),
                  0.25,
                  0.2,
                  10_000L,
                  100L));
      assertThat(read(SpecDocument.text(spec))).isEqualTo(spec);
      assertThat(spec.features())
          .extracting(Feature::type)
          .containsExactly(
              FeatureType.NUMBER, FeatureType.BOOLEAN, FeatureType.CATEGORY, FeatureType.CATEGORY);
      assertThat(spec.features().getFirst().transformation())
          .isEqualTo(new Transformation(new Transformation.Clip(1, 1e6), true, true));
      assertThat(spec.features().getLast().missing())
          .isEqualTo(new MissingRule.FixedLevel("reject"));
      assertThat(spec.outcomeWindow()).isEqualTo(new ModelSpec.OutcomeWindow("applied_on", 365));
    }

    @Test
    void writesItsCalibrationToleranceOnlyIfItIsNotTheDefaultSoEarlierSpecsKeepTheirSha256() {
      ModelSpec spec = read(MINIMAL);
      assertThat(spec.calibrationTolerance()).isEqualTo(new Gates.Range(0.95, 1.05));
      assertThat(SpecWriter.write(spec)).doesNotContainKey("calibration-tolerance");
      ModelSpec wide = read(MINIMAL + "calibration-tolerance: [0.9, 1.1]\n");
      assertThat(wide.calibrationTolerance()).isEqualTo(new Gates.Range(0.9, 1.1));
      assertThat(read(SpecDocument.text(wide))).isEqualTo(wide);
    }

    @Test
    void hasNoGatesAndWritesNoneSoDocumentsFromBeforeThemKeepTheirBytes() {
      ModelSpec spec = read(MINIMAL);
      assertThat(spec.gates()).isEqualTo(Gates.NONE);
      assertThat(SpecWriter.write(spec)).doesNotContainKey("gates");
    }

    @Test
    void readsBackAsItWasWrittenOut() {
      for (ModelSpec spec : List.of(read(MINIMAL), SpecDocument.byDefault().spec())) {
        String json = JsonMapper.shared().writeValueAsString(SpecWriter.write(spec));
        assertThat(read(json)).isEqualTo(spec);
      }
    }
  }

  @Nested
  class A_spec_that_lists_the_values_of_its_outcome {
    private static final String LISTED =
        MINIMAL.replace(
            "{column: bad}", "{column: bad, default: [2, Y], good: [1, N, False], exclude: I}");

    @Test
    void readsBackAsItWasWrittenOut() {
      ModelSpec spec = read(LISTED);
      assertThat(spec.target().values())
          .isEqualTo(
              new OutcomeValues(List.of("2", "Y"), List.of("1", "N", "False"), List.of("I")));
      assertThat(read(SpecDocument.text(spec))).isEqualTo(spec);
      assertThat(read(JsonMapper.shared().writeValueAsString(SpecWriter.write(spec))))
          .isEqualTo(spec);
    }

    @Test
    void writesItsListsOnlyIfThereAreAnySoEarlierSpecsKeepTheirSha256() {
      assertThat(SpecWriter.write(read(MINIMAL)))
          .containsEntry("target", Map.of("column", "bad", "missing", "drop"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "default: Y | target.default: requires good, the values that mean no default",
          "good: [N] | target.good: requires default, the values that mean default",
          "exclude: [I] | target.exclude: requires default and good",
          "default: [], good: N | target.default: expected the values that mean default",
          "default: Y, good: | target.good: expected the values that mean no default",
          "default: [Y, null], good: N | target.default: expected the values that mean default",
          "default: [Y, {a: b}], good: N | target.default: expected the values that mean default",
          "default: [2, Y], good: [N, 2.0] | target.good: expected each value in one list, once; 2.0 is repeated",
          "default: [2, 2], good: N | target.default: expected each value in one list, once; 2 is repeated",
          "default: 2, good: 1, exclude: [1, 2] | target.exclude: expected each value in one list, once; 1, 2 are repeated",
        })
    void isWrongWith(String lists, String expected) {
      assertThat(errors(MINIMAL.replace("column: bad", "column: bad, " + lists)))
          .singleElement()
          .extracting(LocatedError::message)
          .asString()
          .startsWith("s.yaml:2 " + expected);
    }
  }

  @Nested
  class A_wrong_spec {
    @Test
    void getsEveryErrorAtOnceWithItsLine() {
      List<LocatedError> errors =
          errors(
              """
              id: customer
              target: {column: bad, mising: drop}
              features:
                age: {type: numbre, missing: old}
                plan:
                  type: category
                  transform: {log: true}
                bad: {type: boolean}
              groups: [age, age]
              split: {method: out-of-time, share: 1.5}
              algorithm: {solver: liblinear}
              """);
      assertThat(errors)
          .extracting(LocatedError::message)
          .containsExactly(
              "s.yaml:2 target.mising: expected one of column, missing, default, good,"
                  + " exclude; did you mean missing?",
              "s.yaml:4 features.age.type: expected one of number, boolean, category; did you mean"
                  + " number?",
              "s.yaml:4 features.age.missing: expected a number, median, or reject",
              "s.yaml:7 features.plan.transform: expected only where the type is number",
              "s.yaml:10 split.share: expected a share in (0, 1)",
              "s.yaml:11 algorithm.penalise-intercept: expected true, because liblinear always "
                  + "penalises the intercept; or use solver: newton",
              "s.yaml:8 features.bad: expected an input; this column is the target",
              "s.yaml:9 groups: expected each column once; age appears twice",
              "s.yaml:10 split: expected application-date in the spec, because an out-of-time "
                  + "split requires it");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'' | the text is empty",
          "'- a' | names with values",
          "'id: [' | well-formed YAML",
          "'id: a\nid: b' | each name once",
          "'id: a\ntarget: {column: b}\nfeatures: {}' | at least one feature",
          "'id: a\ntarget: {column: b}\nfeatures: {id: {type: number}}' | identifies the applicant",
          "'id: a\ntarget: {column: b}\nfeatures: {x: {}}' | number, boolean or category",
          "'id: a\ntarget: {column: b}\nfeatures: {x: {type: number, transform: {clip: [2, 1]}}}' |"
              + " lowest and the highest",
          "'id: a\ntarget: {column: b}\nfeatures: {x: {type: number}}\ncutoff: 1' | in (0, 1)",
        })
    void reportsWhatWasExpected(String text, String expected) {
      assertThat(errors(text)).anyMatch(error -> error.message().contains(expected));
    }

    @Test
    void getsEveryErrorOfItsGates() {
      assertThat(
              errors(
                  MINIMAL
                      + """
                      gates:
                        auc-min: 60
                        auc-los-max: 0.01
                        observed-to-expected: [1.25, 0.8]
                        calibration-slope: 1
                        psi-max: 0
                        rows-min: 0.5
                      """))
          .extracting(LocatedError::message)
          .containsExactly(
              "s.yaml:6 gates.auc-min: expected an area in (0, 1)",
              "s.yaml:8 gates.observed-to-expected: expected the minimum and maximum value, as "
                  + "in [0.8, 1.25]",
              "s.yaml:9 gates.calibration-slope: expected the minimum and maximum value, as in"
                  + " [0.8, 1.25]",
              "s.yaml:10 gates.psi-max: expected a number above 0",
              "s.yaml:11 gates.rows-min: expected an integer from 1 to 1000000000000",
              "s.yaml:7 gates.auc-los-max: expected one of auc-min, auc-loss-max,"
                  + " observed-to-expected, calibration-slope, psi-max, stability-psi-max, rows-min, defaulters-min;"
                  + " did you mean auc-loss-max?");
    }

    @Test
    void isPlacedAtTheNearestPartThatWasWritten() {
      SpecDocument document = document(MINIMAL);
      assertThat(document.place("features.age")).isEqualTo("s.yaml:4 features.age");
      assertThat(document.place("split.seed")).isEqualTo("s.yaml:1 split.seed");
    }
  }

  private static ModelSpec read(String text) {
    return document(text).spec();
  }

  private static SpecDocument document(String text) {
    return switch (SpecDocument.read(text, "s.yaml")) {
      case SpecDocument.Read read -> read.document();
      case SpecDocument.Invalid invalid -> throw new AssertionError(invalid.errors().toString());
    };
  }

  private static List<LocatedError> errors(String text) {
    return switch (SpecDocument.read(text, "s.yaml")) {
      case SpecDocument.Read _ -> List.of();
      case SpecDocument.Invalid invalid -> invalid.errors();
    };
  }
}
