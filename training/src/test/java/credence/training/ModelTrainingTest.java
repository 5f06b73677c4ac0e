package credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;

import credence.dataset.Tables;
import credence.document.ModelDocument;
import credence.evaluation.CrossValidation;
import credence.evaluation.GroupEvaluation;
import credence.evaluation.LevelHistogram;
import credence.model.CategoryEncoding;
import credence.model.Gates;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.NumberEncoding;
import credence.model.Result;
import credence.splitting.NumpyRandomState;
import credence.wording.FindingWording;
import credence.wording.Measure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A training")
class ModelTrainingTest extends TrainedTables {
  @Nested
  @DisplayName("fits encodings to the training side:")
  class Encodings {
    private static final String ALL_TRAIN = "\nsplit: {method: numpy, share: 0.0005}";

    /// The training rows, as SQL over a file whose rows are in the order of `i`.
    private String training(Path file) {
      int[] drawn = new NumpyRandomState(1).choice(4000, 2);
      return "FROM (SELECT *, row_number() OVER () - 1 AS r FROM '%s') WHERE r NOT IN (%d, %d)"
          .formatted(file, drawn[0], drawn[1]);
    }

    @Test
    void theExactMedian() throws SQLException {
      Path file = applicants("t.parquet", "CASE WHEN i % 3 > 0 THEN sin(i) END AS v");
      ModelSpec spec = spec("features: {v: {type: number, missing: median}}" + ALL_TRAIN);
      NumberEncoding encoding = (NumberEncoding) encoding(trained(spec, file), 0);
      assertThat(encoding.fill())
          .isCloseTo(query("SELECT quantile_cont(v, 0.5) " + training(file)), offset(1e-15));
    }

    @Test
    void meanAndDeviationAfterMissingValueRuleClipAndLogarithm() throws SQLException {
      Path file = applicants("t.parquet", "CASE WHEN i % 3 > 0 THEN 2 + 10 * sin(i) END AS v");
      ModelSpec spec =
          spec(
              "features: {v: {type: number, missing: 5, transform: {clip: [1, 9], log: true,"
                  + " standardise: true}}}"
                  + ALL_TRAIN);
      NumberEncoding encoding = (NumberEncoding) encoding(trained(spec, file), 0);
      String encoded = "ln(greatest(1, least(9, coalesce(v, 5))))";
      NumberEncoding.Standardisation standardisation =
          Objects.requireNonNull(encoding.standardisation());
      assertThat(standardisation.mean())
          .isCloseTo(query("SELECT avg(" + encoded + ") " + training(file)), offset(1e-12));
      assertThat(standardisation.deviation())
          .isCloseTo(query("SELECT stddev_pop(" + encoded + ") " + training(file)), offset(1e-12));
    }

    @Test
    void levelsByFrequencyThenTextTheFilledOneIncluded() throws SQLException {
      String level =
          """
          CASE WHEN i % 10 < 3 THEN NULL WHEN i % 10 < 5 THEN 'c' WHEN i % 10 < 7 THEN 'b'
            WHEN i % 10 < 9 THEN 'a' ELSE 'd' END AS level""";
      Path file = applicants("t.parquet", level);
      ModelSpec spec =
          spec(
              "features: {level: {type: category, missing: d}}\nsplit: {method: numpy, share: 0.0005, seed: 3}");
      CategoryEncoding encoding = (CategoryEncoding) encoding(trained(spec, file), 0);
      assertThat(encoding.levels().getFirst()).isEqualTo("d");
      assertThat(encoding.levels()).containsExactlyInAnyOrder("a", "b", "c", "d");
      ModelSpec fresh = spec("features: {level: {type: category, missing: {level: none}}}");
      CategoryEncoding withNew = (CategoryEncoding) encoding(trained(fresh, file), 0);
      assertThat(withNew.levels().getFirst()).isEqualTo("none");
      assertThat(withNew.fill()).isEqualTo("none");
    }

    @Test
    void equallyFrequentLevelsInTheOrderOfTheirTexts() throws SQLException {
      Path file = applicants("t.parquet", "['z', 'm', 'a', 'k'][1 + i % 4] AS level");
      Path other =
          Tables.write(
              folder.resolve("u.parquet"),
              "SELECT 5000 + i AS id, i AS x, true AS y, 'm' AS level FROM range(40) t(i)");
      ModelSpec spec =
          spec("features: {level: {type: category}}\nsplit: {share: 0.0001, seed: 11}");
      ModelVersion version = trainedWithOneHeldOut(spec, file, other);
      CategoryEncoding encoding = (CategoryEncoding) encoding(version, 0);
      assertThat(encoding.levels().getFirst()).isEqualTo("m");
      assertThat(encoding.levels().subList(1, 4)).containsExactlyInAnyOrder("a", "k", "z");
    }

    private ModelVersion trainedWithOneHeldOut(ModelSpec spec, Path... files) {
      // With some seeds so small a share holds out no customers; find one that holds out a few.
      for (long seed = 1; seed < 100; seed++) {
        ModelSpec.Split split = new ModelSpec.Split(ModelSpec.SplitMethod.BY_ID, 0.001, seed);
        ModelSpec seeded =
            new ModelSpec(
                spec.idColumn(),
                spec.target(),
                spec.duplicates(),
                spec.features(),
                spec.groups(),
                split,
                spec.algorithm(),
                0,
                null,
                null,
                Gates.NONE,
                spec.calibrationTolerance(),
                spec.csv());
        if (ModelTraining.train(
                Trainings.request(seeded, folder, 2, files), TrainingProgress.SILENT)
            instanceof Result.Value<ModelVersion>(ModelVersion version)) {
          return version;
        }
      }
      throw new AssertionError("no seed holds anybody out");
    }
  }

  @Nested
  @DisplayName("rejects, with all errors and no value,")
  class Rejects {
    @Test
    void whatTheRulesReject() throws SQLException {
      ModelSpec spec =
          spec(
              """
              features:
                gap: {type: number}
                flag: {type: boolean}
                level: {type: category}
                income: {type: number, transform: {log: true}}
                nothing: {type: number, missing: median}
                clipped: {type: number, transform: {clip: [1, 100], log: true}}
              """);
      Path file =
          applicants(
              "t.parquet",
              """
              CASE WHEN i % 2 > 0 THEN i END AS gap, CASE WHEN i % 2 > 0 THEN true END AS flag,
              CASE WHEN i % 2 > 0 THEN 'l' END AS level, i - 1777 AS income,
              NULL::DOUBLE AS nothing, -5 AS clipped""");
      List<String> errors = Trainings.errors(spec, folder, file);
      assertThat(errors)
          .anyMatch(error -> error.startsWith("column nothing: expected values"))
          .anyMatch(
              error -> error.startsWith("column gap, training side: expected a value in every"))
          .anyMatch(error -> error.startsWith("column gap, validation side: expected a value"))
          .anyMatch(error -> error.startsWith("column flag, training side"))
          .anyMatch(error -> error.startsWith("column level, training side"))
          .anyMatch(
              error -> error.startsWith("column income, training side: expected numbers above 0"))
          .noneMatch(error -> error.contains("clipped") || error.contains("1777"));
    }

    @Test
    void oneClassAlone() throws SQLException {
      ModelSpec spec = Tables.spec("{id: id, target: {column: z}, features: {x: {type: number}}}");
      assertThat(Trainings.errors(spec, folder, applicants("t.parquet", "true AS z")))
          .singleElement()
          .asString()
          .contains("training side: ", "only defaults");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", missing: true", ", missing: false"})
    void outcomesThatAreUnknownInEachRow(String rule) throws SQLException {
      ModelSpec spec =
          Tables.spec("{id: id, target: {column: z" + rule + "}, features: {x: {type: number}}}");
      assertThat(Trainings.errors(spec, folder, applicants("t.parquet", "NULL::BOOLEAN AS z")))
          .containsExactly(
              "column z: expected outcomes, but the outcome is missing in all rows: add training"
                  + " sets whose outcomes are known");
    }

    @Test
    void rowsThatAreAllLeftOut() throws SQLException {
      ModelSpec spec =
          Tables.spec(
              "{id: id, target: {column: z}, features: {x: {type: number}},"
                  + " application-date: day, outcome-known-after-days: 30}");
      assertThat(
              Trainings.errors(
                  spec, folder, applicants("t.parquet", "true AS z, DATE '2025-01-01' AS day")))
          .singleElement()
          .asString()
          .contains("all rows were excluded");
    }

    @Test
    void aSideWithoutRows() throws SQLException {
      Path file =
          Tables.write(
              folder.resolve("t.parquet"), "SELECT 1 AS id, i AS x, i > 1 AS y FROM range(4) t(i)");
      assertThat(Trainings.errors(spec("features: {x: {type: number}}"), folder, file))
          .singleElement()
          .asString()
          .contains("split: expected rows on the");
    }

    @Test
    void whatTheReaderRejects() {
      assertThat(
              Trainings.errors(spec("features: {x: {type: number}}"), folder, folder.resolve("no")))
          .singleElement()
          .asString()
          .contains("no file of this name");
    }
  }

  @Nested
  @DisplayName("finds")
  class Finds {
    @Test
    void whatTheFitHasToSay() throws SQLException {
      ModelSpec spec =
          spec(
              """
              features:
                x: {type: number, expected-sign: negative}
                one: {type: number}
                leak: {type: number, expected-sign: positive}
              """);
      ModelVersion version = trained(spec, applicants("t.parquet", "7 AS one, y::INTEGER AS leak"));
      assertThat(Trainings.finding(version, "unexpected-sign").column()).isEqualTo("x");
      assertThat(Trainings.finding(version, "constant-feature").column()).isEqualTo("one");
      assertThat(Trainings.finding(version, "separating-feature").column()).isEqualTo("leak");
      assertThat(codes(version)).contains("separated-classes").doesNotContain("intercept-penalty");
    }

    @Test
    void thatTheSolverGaveUp() throws SQLException {
      ModelSpec spec = spec("features: {x: {type: number}}\nalgorithm: {iterations-max: 1}");
      ModelVersion version = trained(spec, applicants("t.parquet", "0 AS z"));
      assertThat(codes(version)).contains("not-converged");
      assertThat(version.provenance().fit().outcome()).isEqualTo("iteration-limit");
    }

    @Test
    void thatTheAucMeansLittleButOnlyWhereItDoes() throws SQLException {
      ModelSpec spec = spec("features: {x: {type: number}}");
      assertThat(codes(trained(spec, applicants("t.parquet", "0 AS z"))))
          .doesNotContain("few-defaulters");
      Path few =
          Tables.write(
              folder.resolve("few.parquet"),
              "SELECT i AS id, hash(i) % 100 AS x, i % 40 = 0 AS y FROM range(2000) t(i)");
      assertThat(FindingWording.of(Trainings.finding(trained(spec, few), "few-defaulters")))
          .contains("no better than chance");
      Path none =
          Tables.write(
              folder.resolve("none.parquet"),
              "SELECT i AS id, i AS x, i = 1 AS y FROM range(40) t(i)");
      ModelSpec numpy = spec("features: {x: {type: number}}\nsplit: {method: numpy, share: 0.1}");
      assertThat(FindingWording.of(Trainings.finding(trained(numpy, none), "few-defaulters")))
          .contains("only one class");
    }

    @Test
    void validationRowsThatTheModelRejects() throws SQLException {
      Path file =
          applicants("t.parquet", "'l' || (CASE WHEN i % 50 = 0 THEN i ELSE 0 END) AS level");
      ModelSpec spec = spec("features: {level: {type: category, unseen-level: reject}}");
      ModelVersion version = trained(spec, file);
      long rejected = Trainings.finding(version, "unscorable-validation-rows").count();
      assertThat(rejected).isPositive();
      assertThat(rows(version)).isEqualTo(4000 - rejected);
    }

    @Test
    void whatTheReaderConverted() throws SQLException {
      ModelVersion version =
          trained(spec("features: {b: {type: number}}"), applicants("t.parquet", "i % 2 = 0 AS b"));
      assertThat(Trainings.finding(version, "converted-type").column()).isEqualTo("b");
    }
  }

  @Nested
  @DisplayName("evaluates")
  class Evaluates {
    @Test
    void byGroupAndByTrainingSet() throws SQLException {
      ModelSpec spec = spec("features: {x: {type: number}}\ngroups: [region]");
      Path one = applicants("one.parquet", "CASE WHEN i % 4 > 0 THEN 'r' || i % 2 END AS region");
      Path two =
          Tables.write(
              folder.resolve("two.parquet"),
              "SELECT * REPLACE (id + 9000 AS id) FROM '" + one + "'");
      ModelVersion version = trained(spec, one, two);
      long validating = version.evaluation().validationAsServed().balance().rows();
      assertThat(version.evaluation().groups())
          .extracting(GroupEvaluation::level)
          .containsExactlyInAnyOrder("r0", "r1", "(missing)");
      assertThat(version.evaluation().trainingSets())
          .extracting(GroupEvaluation::level)
          .containsExactlyInAnyOrder("one.parquet", "two.parquet");
      assertThat(version.evaluation().groups().stream().mapToLong(g -> g.balance().rows()).sum())
          .isEqualTo(validating);
      assertThat(version.provenance().trainingSets()).hasSize(2);
    }

    @Test
    void overFoldsOfCustomers() throws SQLException {
      ModelSpec spec = spec("features: {x: {type: number}}\ncross-validation-folds: 5");
      ModelVersion version = trained(spec, applicants("t.parquet", "0 AS z"));
      CrossValidation folds = Objects.requireNonNull(version.evaluation().crossValidation());
      assertThat(folds.foldAucs()).hasSize(5);
      assertThat(folds.meanAuc())
          .isCloseTo(
              Objects.requireNonNull(version.evaluation().validation().auc()).value(),
              offset(0.05));
    }

    @Test
    void overFoldsThatTheOutcomesOfTheValidationSideDoNotAffect() throws SQLException {
      ModelSpec spec =
          spec(
              """
              features: {x: {type: number}}
              cross-validation-folds: 3
              application-date: applied
              split: {method: out-of-time, share: 0.25}
              """);
      String day = "DATE '2020-01-01' + (i // 10)::INTEGER AS applied";
      Path file = applicants("t.parquet", day);
      Path flipped =
          Tables.write(
              folder.resolve("flipped.parquet"),
              "SELECT * REPLACE (CASE WHEN applied >= DATE '2020-10-27' THEN NOT y ELSE y END AS y) FROM '%s'"
                  .formatted(file));
      ModelVersion version = trained(spec, file);
      ModelVersion other = trained(spec, flipped);
      assertThat(other.evaluation().validation()).isNotEqualTo(version.evaluation().validation());
      CrossValidation folds = Objects.requireNonNull(version.evaluation().crossValidation());
      assertThat(other.evaluation().crossValidation()).isEqualTo(folds);
      assertThat(folds.scope()).isEqualTo(CrossValidation.Scope.TRAINING_SIDE);
      assertThat(Measure.of(folds))
          .startsWith("Cross-validation over 3 folds of the training side");
    }

    @Test
    void theTrainingSidesDistributions() throws SQLException {
      Path file =
          applicants(
              "t.parquet",
              "['a', 'b'][1 + i % 2] AS level, CASE WHEN i % 5 > 0 THEN i % 3 = 0 END AS flag");
      ModelSpec spec =
          spec(
              "features: {x: {type: number}, level: {type: category}, flag: {type: boolean, missing:"
                  + " true}}");
      ModelVersion version = trained(spec, file);
      long training = version.evaluation().training().balance().rows();
      assertThat(version.references().inputs()).hasSize(3);
      assertThat(version.references().inputs())
          .allSatisfy(input -> assertThat(input.histogram().rows()).isEqualTo(training));
      LevelHistogram flag = (LevelHistogram) version.references().inputs().get(2).histogram();
      assertThat(flag.levels()).containsExactly("false", "true");
      assertThat(flag.counts().getLast()).isBetween(400L, 800L);
      assertThat(version.references().prediction().rows()).isEqualTo(training);
    }

    @Test
    void theTrainingSidesRangesOfNumbers() throws SQLException {
      Path file =
          applicants("t.parquet", "CASE WHEN i % 3 > 0 THEN i % 7 - 2 END AS z, 'a' AS level");
      ModelSpec spec = spec("features: {z: {type: number, missing: 99}, level: {type: category}}");
      ModelVersion version = trained(spec, file);
      assertThat(version.references().ranges())
          .containsExactly(entry("z", new ModelVersion.ValueRange(-2, 4)));
    }
  }

  @ParameterizedTest
  @EnumSource(TrainingStage.class)
  void stopsInAnyStageOnRequest(TrainingStage last) throws SQLException {
    ModelSpec spec =
        spec(
            "features: {x: {type: number}}\ncross-validation-folds: 3\nalgorithm:"
                + " {penalise-intercept: true}");
    List<TrainingStage> seen = Collections.synchronizedList(new ArrayList<>());
    Result<ModelVersion> result =
        ModelTraining.train(
            Trainings.request(spec, folder, 2, applicants("t.parquet", "0 AS z")),
            (stage, share, work) -> {
              seen.add(stage);
              assertThat(share).isBetween(0.0, 1.0);
              assertThat(work.seconds(stage)).isPositive();
              return stage != last;
            });
    assertThat(result).isInstanceOf(Result.Cancelled.class);
    assertThat(seen).isSorted().endsWith(last);
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws SQLException {
    TrainingRequest request =
        Trainings.request(
            spec("features: {x: {type: number}}"), folder, 2, applicants("t.parquet", "0 AS z"));
    Thread.currentThread().interrupt();
    assertThat(ModelTraining.train(request, TrainingProgress.SILENT))
        .isInstanceOf(Result.Cancelled.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void makesAVersionThatSurvivesItsDocument() throws SQLException {
    ModelSpec spec = spec("features: {x: {type: number}}\ngroups: [g]\ncross-validation-folds: 2");
    ModelVersion version = trained(spec, applicants("t.parquet", "i % 3 AS g"));
    assertThat(ModelDocument.read(ModelDocument.write(version)))
        .isEqualTo(new ModelDocument.Read(version));
    assertThat(((LogisticModel) version.model()).coefficients().getFirst()).isPositive();
  }
}
