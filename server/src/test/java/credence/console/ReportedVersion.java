package credence.console;

import credence.comparison.DirectoryComparisons;
import credence.comparison.GateCheck;
import credence.document.ModelDocument;
import credence.document.SpecDocument;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.GroupEvaluation;
import credence.evaluation.InputImportance;
import credence.evaluation.LevelHistogram;
import credence.evaluation.NumberHistogram;
import credence.evaluation.PairedComparison;
import credence.evaluation.Sample;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Comparison;
import credence.model.Feature.UnseenLevel;
import credence.model.Finding;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.ModelVersion.InputReference;
import credence.model.NumberEncoding;
import credence.model.Provenance;
import credence.model.SetCombination;
import credence.model.StandardErrors;
import credence.model.Transformation;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Versions for reports: every kind of encoding, and texts that contain markup.
public final class ReportedVersion {
  /// A hostile name.
  static final String HOSTILE = "<script>alert('1')</script>&amp;\"><img src=x onerror=y>";

  static final int ROWS = 4_000;

  private ReportedVersion() {}

  /// A spec of four inputs.
  ///
  /// @param gates as YAML; empty for none
  static ModelSpec spec(String gates) {
    String text =
        """
        id: customer
        target: {column: bad}
        features:
          age: {type: number}
          income: {type: number, missing: 30000, transform: {clip: [5000, 200000], log: true, standardise: true}}
          plan: {type: category, missing: basic}
          employed: {type: boolean}
        split: {method: by-id, share: 0.25, seed: 7}
        cutoff: 0.2
        gates: {%s}
        """
            .formatted(gates);
    return switch (SpecDocument.read(text, "spec.yaml")) {
      case SpecDocument.Read read -> read.document().spec();
      case SpecDocument.Invalid invalid -> throw new AssertionError(invalid.errors());
    };
  }

  /// A model of the four inputs.
  static LogisticModel model(Random random) {
    return new LogisticModel(
        List.of(
            new NumberEncoding("age", null, null, false, null),
            new NumberEncoding(
                "income",
                30_000.0,
                new Transformation.Clip(5_000, 200_000),
                true,
                new NumberEncoding.Standardisation(10.2, 0.6)),
            new CategoryEncoding(
                "plan", "basic", List.of("basic", HOSTILE, "gold"), UnseenLevel.BASELINE),
            new BooleanEncoding("employed", null)),
        -1 + random.nextGaussian(),
        List.of(
            0.05 * random.nextGaussian(),
            random.nextGaussian(),
            random.nextGaussian(),
            random.nextGaussian(),
            random.nextGaussian()));
  }

  /// How the four inputs are distributed: median age 40, median income 30,050.
  static List<InputReference> references() {
    return List.of(
        new InputReference("age", NumberHistogram.of(1_001, row -> 20 + row / 25.0, 1_001)),
        new InputReference(
            "income",
            NumberHistogram.of(
                1_001, row -> row % 50 == 0 ? Double.NaN : 5_000 + 50.1 * row, 1_001)),
        new InputReference(
            "plan",
            LevelHistogram.of(
                List.of("basic", HOSTILE, "gold"), 900, r -> Math.max(0, r % 5 - 2), 9, 900)),
        new InputReference(
            "employed",
            LevelHistogram.of(List.of("false", "true"), 900, r -> r % 4 == 0 ? 0 : 1, 9, 900)));
  }

  /// Rows of distinct customers.
  ///
  /// @param shift the shift of the log-odds; at -20 there are no defaults
  public static Sample sample(long seed, double shift) {
    Random random = new Random(seed);
    double[] probabilities = new double[ROWS];
    boolean[] defaulted = new boolean[ROWS];
    int[] customers = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      probabilities[row] = 1 / (1 + Math.exp(-shift - 1.2 * random.nextGaussian()));
      defaulted[row] = random.nextDouble() < probabilities[row];
      customers[row] = row;
    }
    return Sample.of(probabilities, defaulted, customers);
  }

  /// A version that was evaluated on a sample.
  ///
  /// @param gates as YAML; empty for none
  public static ModelVersion version(
      String name, String gates, Sample heldOut, @Nullable StandardErrors errors) {
    Evaluation evaluation = Evaluation.of(heldOut);
    ModelSpec spec = spec(gates);
    return new ModelVersion(
        new VersionName(name),
        spec,
        model(new Random(3)),
        errors,
        new EvaluationReport(
            Evaluation.of(sample(99, -1.5)),
            evaluation,
            evaluation,
            GroupEvaluation.of(
                "region",
                heldOut,
                new Random(4).ints(heldOut.rows(), 0, 2).toArray(),
                List.of("north", HOSTILE),
                9),
            List.of(),
            null,
            null,
            null),
        List.of(new Finding.Recorded("missing-targets", HOSTILE, 12, "12 rows are " + HOSTILE)),
        new ModelVersion.References(
            references(), NumberHistogram.of(heldOut.rows(), heldOut::probability, ROWS)),
        new Provenance(
            List.of(new Provenance.TrainingSetReference(HOSTILE + ".parquet", "00ff", 5_000)),
            SetCombination.CONCATENATED,
            null,
            ModelDocument.specSha256(spec),
            new Provenance.FitRecord("newton", "converged", 6, 1e-11),
            "1.0.0",
            "25.0.1"));
  }

  /// The same version with the importance of its inputs.
  static ModelVersion withImportance(ModelVersion version, ModelVersion.References references) {
    EvaluationReport report = version.evaluation();
    return new ModelVersion(
        version.name(),
        version.spec(),
        version.model(),
        version.standardErrors(),
        new EvaluationReport(
            report.training(),
            report.validation(),
            report.validationAsServed(),
            report.groups(),
            report.trainingSets(),
            report.crossValidation(),
            report.scoreStability(),
            List.of(
                new InputImportance("age", 0.3),
                new InputImportance("income", 0.1),
                new InputImportance("plan", 0.4),
                new InputImportance("employed", 0.2))),
        version.findings(),
        references,
        version.provenance());
  }

  /// Publishes a version into a home.
  public static Publication publish(Path home, ModelVersion version) {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    registry.publish(
        version.name(), ModelDocument.write(version), new Change("mallory " + HOSTILE, HOSTILE));
    return registry.state().publication(version.name()).orElseThrow();
  }

  /// Stores a comparison of a candidate with a champion, both published.
  static Comparison compare(
      Path home, ModelVersion candidate, Publication published, Publication champion) {
    Sample sample = sample(31, -1.5);
    double[] others = new double[sample.rows()];
    for (int row = 0; row < others.length; row++) {
      others[row] = Math.sqrt(sample.probability(row) * 0.9);
    }
    PairedComparison figures = PairedComparison.of(sample, others, null);
    Comparison comparison =
        new Comparison(
            new Comparison.Contender(candidate.name(), published.sha256()),
            new Comparison.Contender(champion.name(), champion.sha256()),
            new Comparison.HeldOut(
                500, 600, 20L, null, 480, 570, List.of(), null, null, List.of("00ff"), null),
            figures,
            GateCheck.against(candidate, figures, null, 1),
            List.of(new Finding.Recorded("unscorable-rows", null, 2, HOSTILE)));
    new DirectoryComparisons(home).keep(comparison);
    return comparison;
  }
}
