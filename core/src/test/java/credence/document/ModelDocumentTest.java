package credence.document;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.CrossValidation;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.GroupEvaluation;
import credence.evaluation.InputImportance;
import credence.evaluation.Interval;
import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.Sample;
import credence.evaluation.ScoreStability;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.Finding;
import credence.model.LogisticModel;
import credence.model.ModelVersion;
import credence.model.NumberEncoding;
import credence.model.Provenance;
import credence.model.SetCombination;
import credence.model.StandardErrors;
import credence.model.Transformation;
import credence.model.ValueRule;
import credence.model.VersionName;
import credence.scoring.Footprint;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ModelDocumentTest {
  private final ModelVersion version = version();
  private final byte[] document = ModelDocument.write(version);
  private final String text = new String(document, StandardCharsets.UTF_8);

  @Nested
  class A_document {
    @Test
    void readsBackAsTheVersionItWasWrittenFrom() {
      assertThat(ModelDocument.read(document)).isEqualTo(new ModelDocument.Read(version));
    }

    @Test
    void saysTheSameWhenOnlyWhatScoresIsRead() {
      EvaluationReport evaluation = version.evaluation();
      assertThat(ServedDocument.read(document))
          .isEqualTo(
              new ServedDocument.Read(
                  version.model(),
                  evaluation.training().balance().rows(),
                  evaluation.validationAsServed().balance().rows(),
                  evaluation.validationAsServed().auc()));
    }

    @Test
    void isReadAsFarAsItsModelFitsAndOtherwiseSaysHowLargeThatIs() {
      long bytes = Footprint.of(version.model());
      assertThat(ServedDocument.read(new ByteArrayInputStream(document), bytes))
          .isEqualTo(ServedDocument.read(document));
      for (long allowed : new long[] {bytes - 1, bytes / 2, 1, 0}) {
        assertThat(ServedDocument.read(new ByteArrayInputStream(document), allowed))
            .isEqualTo(new ServedDocument.Oversized(bytes));
      }
    }

    @Test
    void isTheSameBytesEachTime() {
      assertThat(ModelDocument.write(version())).isEqualTo(document);
      ModelDocument.Read read = (ModelDocument.Read) ModelDocument.read(document);
      assertThat(ModelDocument.write(read.version())).isEqualTo(document);
    }

    @Test
    void holdsEachCoefficientBesideItsColumnsName() {
      assertThat(text).contains("\"column\" : \"plan=silver\"");
    }

    @Test
    void namesItsRuleForValues() {
      assertThat(text).contains("\"value_rule\" : \"canonical\"");
      assertThat(version.model().valueRule()).isEqualTo(ValueRule.CANONICAL);
    }

    @Test
    void holdsTheComponentsOfItsRecordsAndNothingThatIsDerived() {
      assertThat(text).doesNotContain("identity", "column_names", "fills_missing", "\"bins_");
    }
  }

  /// Between `model` and `evaluation`, so that the bytes of documents without it do not change.
  private static final String STANDARD_ERRORS =
      "(?s)  \"standard_errors\" : \\{.*?\\},\n(?=  \"evaluation\" : )";

  @Nested
  class A_document_without_standard_errors {
    private final String older = text.replaceFirst(STANDARD_ERRORS, "");

    @Test
    void readsAsAVersionWhoseStandardErrorsAreNotKnown() {
      assertThat(older).isNotEqualTo(text).doesNotContain("standard_errors");
      ModelDocument.Read read =
          (ModelDocument.Read) ModelDocument.read(older.getBytes(StandardCharsets.UTF_8));
      assertThat(read.version().standardErrors()).isNull();
      assertThat(read.version().model()).isEqualTo(version.model());
    }

    @Test
    void isWrittenToTheBytesItWasReadFrom() {
      ModelDocument.Read read =
          (ModelDocument.Read) ModelDocument.read(older.getBytes(StandardCharsets.UTF_8));
      assertThat(ModelDocument.write(read.version())).asString().isEqualTo(older);
    }
  }

  @Nested
  class A_document_without_a_rule_for_values {
    private final byte[] older =
        text.replaceFirst(" *\"value_rule\" : \"canonical\",\n", "")
            .getBytes(StandardCharsets.UTF_8);
    private final ModelVersion read = ((ModelDocument.Read) ModelDocument.read(older)).version();

    @Test
    void followsTheRuleOfEarlierBuilds() {
      assertThat(read.model().valueRule()).isEqualTo(ValueRule.LITERAL);
      assertThat(read.model().inputs())
          .filteredOn(input -> input.type() != FeatureType.NUMBER)
          .isNotEmpty()
          .allMatch(input -> input.rule() == ValueRule.LITERAL);
      assertThat(((ServedDocument.Read) ServedDocument.read(older)).model())
          .isEqualTo(read.model())
          .isNotEqualTo(version.model());
    }

    @Test
    void isWrittenToTheBytesItWasReadFrom() {
      assertThat(ModelDocument.write(read)).isEqualTo(older);
    }
  }

  @Nested
  class A_document_that_makes_no_sense {
    @Test
    void isRejectedWhenItIsNoJson() {
      assertUnreadable("{", "complete model document");
      assertUnreadable("", "with its format");
      assertUnreadable("[]", "with its format");
      assertUnreadable("{\"format\": 1}", "complete model document");
    }

    @Test
    void isRejectedWhenALaterCredenceWroteIt() {
      assertUnreadable(ofFormat(text, ModelDocument.FORMAT + 1), "later version of Credence");
    }

    @Test
    void isRejectedWhenAPartIsMissingOrUnknown() {
      assertUnreadable(text.replace("\"model\" :", "\"modle\" :"), "complete model document");
      assertUnreadable(text.replace("\"plan=silver\"", "\"plan=brass\""), "complete");
      assertUnreadable(text.replaceFirst("\"intercept\" : [^,]*", "\"intercept\" : null"), "compl");
    }

    @Test
    void isRejectedWhenItsStandardErrorsAreNotAsManyAsItsCoefficients() {
      assertUnreadable(text.replace("[ 0.01, 0.1, ", "[ 0.01, "), "complete model document");
      assertUnreadable(text.replace("[ 0.01, 0.1, ", "[ 0.01, -0.1, "), "complete model document");
    }

    @Test
    void namesHowItsStandardErrorsWereEstimatedOnlyIfNotByTheSandwich() {
      assertThat(text).doesNotContain("\"estimator\"");
      String few =
          text.replaceFirst("(\"standard_errors\" : \\{)", "$1 \"estimator\" : \"few-customers\",");
      assertThat(ModelDocument.read(few.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              ModelDocument.Read.class,
              read ->
                  assertThat(requireNonNull(read.version().standardErrors()).estimator())
                      .isEqualTo(StandardErrors.Estimator.FEW_CUSTOMERS));
    }

    @Test
    void isRejectedWhereverItIsCutOff() {
      for (int length = 0; length < document.length - 2; length += 97) {
        assertThat(ModelDocument.read(Arrays.copyOf(document, length)))
            .isInstanceOf(ModelDocument.Unreadable.class);
      }
    }

    @Test
    void isRejectedAsWellWhereOnlyWhatScoresIsRead() {
      for (int length = 0; length < document.length - 2; length += 97) {
        assertThat(ServedDocument.read(Arrays.copyOf(document, length)))
            .isInstanceOf(ModelDocument.Unreadable.class);
      }
      for (String faulty :
          List.of(
              ofFormat(text, ModelDocument.FORMAT + 1),
              ofFormat(text, "\"one\""),
              text.replace("\"model\" :", "\"modle\" :"),
              text.replace("\"plan=silver\"", "\"plan=brass\""),
              text.replace("\"unseen_level\"", "\"unseen\""),
              text.replace("\"canonical\"", "\"another\""),
              text.replace("\"canonical\"", "null"),
              text.replace("\"logistic-regression\"", "\"tree\""),
              text.replaceFirst("\"levels\"", "\"level\""),
              text.replaceFirst("\"levels\" : \\[[^\\]]*\\]", "\"levels\" : [1]"),
              text.replaceFirst("(?s)\\{\\s*\"column\" : \"income\"[^}]*},", ""),
              text + "{}",
              "[]")) {
        byte[] bytes = faulty.getBytes(StandardCharsets.UTF_8);
        assertThat(ServedDocument.read(bytes)).isInstanceOf(ModelDocument.Unreadable.class);
        assertThat(ModelDocument.read(bytes)).isInstanceOf(ModelDocument.Unreadable.class);
      }
      assertThat(
              ServedDocument.read(
                  ofFormat(text, ModelDocument.FORMAT + 1).getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              ModelDocument.Unreadable.class,
              unreadable ->
                  assertThat(unreadable.expected()).contains("later version of Credence"));
    }

    private static String ofFormat(String text, Object format) {
      return text.replaceFirst("\"format\" : \\d+", "\"format\" : " + format);
    }

    private static void assertUnreadable(String text, String expected) {
      assertThat(ModelDocument.read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              ModelDocument.Unreadable.class,
              unreadable -> assertThat(unreadable.expected()).contains(expected));
    }
  }

  private static @Nullable ScoreStability stability(Sample sample) {
    return ScoreStability.of(
        sample, row -> row > 50, ScoreStability.Basis.APPLICATION_DATES, "2018-03-01", false);
  }

  private static LogisticModel model() {
    return new LogisticModel(
        List.of(
            new NumberEncoding(
                "income",
                1.5,
                new Transformation.Clip(1, 1e6),
                true,
                new NumberEncoding.Standardisation(10, 0.5)),
            new NumberEncoding("score_3", null, null, false, null),
            new BooleanEncoding("employed", false),
            new CategoryEncoding(
                "plan", "gold", List.of("gold", "silver"), Feature.UnseenLevel.REJECT)),
        -0.25,
        List.of(0.1, 1.0 / 3, -2e-9, 5.0));
  }

  private static ModelVersion version() {
    SplittableRandom random = new SplittableRandom(7);
    int rows = 400;
    double[] probabilities = random.doubles(rows).toArray();
    boolean[] defaulted = new boolean[rows];
    int[] customers = new int[rows];
    int[] levels = new int[rows];
    for (int row = 0; row < rows; row++) {
      defaulted[row] = random.nextDouble() < probabilities[row];
      customers[row] = row / 2;
      levels[row] = row % 3;
    }
    Sample sample = Sample.of(probabilities, defaulted, customers);
    Evaluation evaluation = Evaluation.of(sample);
    return new ModelVersion(
        new VersionName("training_set_2018_04_07"),
        SpecDocument.byDefault().spec(),
        model(),
        new StandardErrors(0.125, List.of(0.01, 0.1, 1e-9, 0.75)),
        new EvaluationReport(
            evaluation,
            evaluation,
            evaluation,
            GroupEvaluation.of("region", sample, levels, List.of("a", "b", "(missing)"), 5),
            List.of(),
            CrossValidation.of(Arrays.asList(0.5, null, 0.7)),
            stability(sample),
            List.of(new InputImportance("income", 0.25), new InputImportance("plan", 0))),
        List.of(
            new Finding.MissingTargets("default", 88, 400, null),
            new Finding.FewDefaulters(35, 0.7, new Interval(0.6, 0.8, 0.95)),
            new Finding.Recorded("few-defaulters", null, 35, "The interval is wide.")),
        new ModelVersion.References(
            List.of(
                new ModelVersion.InputReference(
                    "income",
                    NumberHistogram.of(rows, row -> probabilities[row], 300),
                    new ModelVersion.ValueRange(-0.5, 1e300),
                    new ModelVersion.ValueScale(0.2, 0.4, false, 0.3)),
                new ModelVersion.InputReference(
                    "plan",
                    LevelHistogram.of(List.of("gold", "silver"), rows, row -> row % 2, 10, 300))),
            NumberHistogram.of(rows, row -> probabilities[row], 300)),
        new Provenance(
            List.of(new Provenance.TrainingSetReference("a.parquet", "00ff", rows)),
            SetCombination.CONCATENATED,
            new Provenance.Sides(
                new Provenance.SideCustomers(150, "0a"), new Provenance.SideCustomers(50, "0b")),
            ModelDocument.specSha256(SpecDocument.byDefault().spec()),
            new Provenance.FitRecord("newton", "converged", 6, 1e-11),
            "1.0.0",
            "25.0.3"));
  }
}
