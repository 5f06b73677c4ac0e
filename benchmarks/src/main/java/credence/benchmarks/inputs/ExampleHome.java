package credence.benchmarks.inputs;

import credence.document.ModelDocument;
import credence.document.SpecDocument;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.NumberHistogram;
import credence.evaluation.Sample;
import credence.home.Home;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.PublishOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/// A home that holds versions of the exercise's model, published one after another. Their documents
/// are as large as a training run's; their evaluations are of generated rows.
public final class ExampleHome {
  private static final Change CHANGE = new Change("benchmarks", "a version to be measured");
  private static final int ROWS = 1_257;

  private final ModelRegistry registry;
  private final ModelVersion template = template();

  /// The registry of a home; it need not exist yet.
  public ExampleHome(Path home) {
    registry = new Home(home).registry();
  }

  /// Publishes the exercise's model, if it is not there yet, and its retrainings up to a number.
  ///
  /// @param versions how many versions the home holds afterwards, at least 1
  public void fill(int versions) {
    for (int i = registry.state().publications().size(); i < versions; i++) {
      publish(i);
    }
  }

  /// Publishes one more version.
  ///
  /// @param retraining how many have been published before
  public void publish(int retraining) {
    VersionName name = ExampleModels.name(retraining);
    ModelVersion version =
        new ModelVersion(
            name,
            template.spec(),
            ExampleModels.retrained(retraining),
            null,
            template.evaluation(),
            template.findings(),
            template.references(),
            template.provenance());
    byte[] document = ModelDocument.write(version);
    PublishOutcome outcome = registry.publish(name, document, CHANGE);
    if (!(outcome instanceof PublishOutcome.Published)) {
      throw new IllegalStateException("not published: " + outcome);
    }
  }

  /// How many versions there are.
  public int versions() {
    return registry.state().publications().size();
  }

  /// Makes a version the champion.
  public void promote(int retraining) {
    registry.promote(ExampleModels.name(retraining), CHANGE);
  }

  private static ModelVersion template() {
    ModelSpec spec = SpecDocument.byDefault().spec();
    LogisticModel model = ExampleModels.exercise();
    SplittableRandom random = new SplittableRandom(1);
    double[] values = random.doubles(ROWS).toArray();
    Evaluation evaluation = Evaluation.of(sample(values, random));
    NumberHistogram histogram = NumberHistogram.of(ROWS, row -> values[row], ROWS);
    return new ModelVersion(
        ExampleModels.name(0),
        spec,
        model,
        null,
        new EvaluationReport(evaluation, evaluation, evaluation, List.of(), List.of(), null, null, null),
        List.of(),
        new ModelVersion.References(
            model.encodings().stream()
                .map(encoding -> new ModelVersion.InputReference(encoding.name(), histogram))
                .toList(),
            histogram),
        new Provenance(
            List.of(),
            SetCombination.CONCATENATED,
            null,
            ModelDocument.specSha256(spec),
            new Provenance.FitRecord("none, made for a benchmark", "converged", 0, 0),
            "benchmark",
            "benchmark"));
  }

  private static Sample sample(double[] probabilities, SplittableRandom random) {
    boolean[] defaulted = new boolean[ROWS];
    int[] customers = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      defaulted[row] = random.nextDouble() < probabilities[row];
      customers[row] = row;
    }
    return Sample.of(probabilities, defaulted, customers);
  }
}
