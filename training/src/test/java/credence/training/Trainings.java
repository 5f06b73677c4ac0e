package credence.training;

import credence.dataset.ReadProgress;
import credence.engine.EngineLimits;
import credence.model.Comparison;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.results.Results;
import java.nio.file.Path;
import java.util.List;

/// Training in tests.
public final class Trainings {
  private Trainings() {}

  static TrainingRequest request(ModelSpec spec, Path folder, int threads, Path... files) {
    return request("candidate", spec, limits(folder, threads), files);
  }

  private static TrainingRequest request(
      String name, ModelSpec spec, EngineLimits limits, Path... files) {
    return new TrainingRequest(
        new VersionName(name),
        spec,
        List.of(files),
        SetCombination.CONCATENATED,
        "1.0-test",
        limits);
  }

  private static EngineLimits limits(Path folder, int threads) {
    return new EngineLimits(256L << 20, threads, folder.resolve("spill"));
  }

  /// The version trained on files.
  public static ModelVersion trained(ModelSpec spec, Path folder, Path... files) {
    return Results.value(
        ModelTraining.train(request(spec, folder, 2, files), TrainingProgress.SILENT));
  }

  /// The version trained on files, with a name.
  static ModelVersion trained(String name, ModelSpec spec, Path folder, Path... files) {
    return Results.value(
        ModelTraining.train(
            request(name, spec, limits(folder, 2), files), TrainingProgress.SILENT));
  }

  /// The comparison of two versions.
  ///
  /// @param files the files to search for their training sets
  static Result<Comparison> comparison(
      ModelVersion candidate, ModelVersion champion, Path folder, Path... files) {
    ComparisonRequest request =
        new ComparisonRequest(
            new ComparisonRequest.PublishedVersion(candidate, "aa"),
            new ComparisonRequest.PublishedVersion(champion, "bb"),
            List.of(files),
            limits(folder, 2));
    return CandidateComparison.compare(request, ReadProgress.SILENT)
        .map(CandidateComparison.Outcome::comparison);
  }

  static List<String> errors(ModelSpec spec, Path folder, Path... files) {
    return Results.rejected(
            ModelTraining.train(request(spec, folder, 2, files), TrainingProgress.SILENT))
        .stream()
        .map(LocatedError::message)
        .toList();
  }

  static Finding finding(ModelVersion version, String code) {
    return version.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError(code + " is not among " + version.findings()));
  }
}
