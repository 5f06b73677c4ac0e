package credence.comparison;

import credence.document.ModelDocument;
import credence.document.SpecDocument;
import credence.evaluation.ClassBalance;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.NumberHistogram;
import credence.evaluation.PairedComparison;
import credence.evaluation.Sample;
import credence.evaluation.ScoreStability;
import credence.model.Comparison;
import credence.model.Comparison.Contender;
import credence.model.Comparison.HeldOut;
import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.NumberEncoding;
import credence.model.Provenance;
import credence.model.VersionName;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Versions and comparisons whose figures follow from a seed.
final class TestVersions {
  private TestVersions() {}

  /// A spec with the gates written as YAML; empty for none.
  static ModelSpec spec(String gates) {
    String text =
        "{id: c, target: {column: bad}, features: {x: {type: number}}, gates: {" + gates + "}}";
    return switch (SpecDocument.read(text, "spec.yaml")) {
      case SpecDocument.Read read -> read.document().spec();
      case SpecDocument.Invalid invalid -> throw new AssertionError(invalid.errors());
    };
  }

  /// A version that requires the inputs `required`, measured on a sample.
  static ModelVersion version(String name, String gates, Sample sample, String... required) {
    return version(name, gates, sample, Evaluation.of(sample), null, required);
  }

  /// A version with the stability of its scores.
  static ModelVersion version(
      String gates, Sample sample, @Nullable ScoreStability scoreStability) {
    return version("a", gates, sample, Evaluation.of(sample), scoreStability, "x");
  }

  /// A version with the metrics of a sample as a document of format 2 holds them: intervals of AUC
  /// and observed over expected defaults that are too short with few defaulters.
  static ModelVersion versionOfFormat2(String name, String gates, Sample sample) {
    Evaluation present = Evaluation.of(sample);
    ClassBalance balance = present.balance();
    Evaluation earlier =
        new Evaluation(
            new ClassBalance(
                balance.rows(),
                balance.customers(),
                balance.defaults(),
                balance.defaulters(),
                balance.defaultRate(),
                null,
                null),
            present.aucWald(),
            null,
            present.aucByRow(),
            present.gini(),
            present.ks(),
            present.logLoss(),
            present.brier(),
            present.calibration(),
            present.roc());
    return version(name, gates, sample, earlier, null, "x");
  }

  private static ModelVersion version(
      String name,
      String gates,
      Sample sample,
      Evaluation evaluation,
      @Nullable ScoreStability scoreStability,
      String... required) {
    ModelSpec spec = spec(gates);
    List<Encoding> encodings =
        List.of(required).stream()
            .<Encoding>map(input -> new NumberEncoding(input, null, null, false, null))
            .toList();
    return new ModelVersion(
        new VersionName(name),
        spec,
        new LogisticModel(encodings, -1, encodings.stream().map(_ -> 0.5).toList()),
        null,
        new EvaluationReport(
            evaluation, evaluation, evaluation, List.of(), List.of(), null, scoreStability, null),
        List.of(),
        new ModelVersion.References(
            List.of(), NumberHistogram.of(sample.rows(), sample::probability, sample.rows())),
        new Provenance(
            List.of(new Provenance.TrainingSetReference(name + ".parquet", "00ff", 10)),
            credence.model.SetCombination.CONCATENATED,
            null,
            ModelDocument.specSha256(spec),
            new Provenance.FitRecord("newton", "converged", 6, 1e-11),
            "1.0.0",
            "25"));
  }

  /// Rows of distinct customers, well calibrated, with an area of about 0.79.
  static Sample sample(long seed, int rows) {
    Random random = new Random(seed);
    double[] probabilities = new double[rows];
    boolean[] defaulted = new boolean[rows];
    int[] customers = new int[rows];
    for (int row = 0; row < rows; row++) {
      probabilities[row] = 1 / (1 + Math.exp(1 - 1.4 * random.nextGaussian()));
      defaulted[row] = random.nextDouble() < probabilities[row];
      customers[row] = row;
    }
    return Sample.of(probabilities, defaulted, customers);
  }

  /// A comparison on the sample with another model, whose log-odds have added noise.
  static PairedComparison figures(Sample sample, double noise) {
    Random random = new Random(5);
    double[] champion = new double[sample.rows()];
    for (int row = 0; row < champion.length; row++) {
      double odds = sample.probability(row) / (1 - sample.probability(row));
      champion[row] = 1 / (1 + Math.exp(-noise * random.nextGaussian()) / odds);
    }
    return PairedComparison.of(sample, champion, null);
  }

  static Comparison comparison(
      ModelVersion candidate,
      String candidateSha256,
      String champion,
      String championSha256,
      @Nullable PairedComparison figures,
      String... trainingSets) {
    return new Comparison(
        new Contender(candidate.name(), candidateSha256),
        new Contender(new VersionName(champion), championSha256),
        new HeldOut(
            100, 120, 20L, null, 80, 90, List.of(), null, null, List.of(trainingSets), null),
        figures,
        GateCheck.against(candidate, figures, null, 1),
        List.of());
  }
}
