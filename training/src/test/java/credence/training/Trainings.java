package credence.training;

import credence.engine.EngineLimits;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.results.Results;
import java.nio.file.Path;
import java.util.List;

/// Training in tests.
public final class Trainings {
  private Trainings() {}

  static TrainingRequest request(ModelSpec spec, Path folder, int threads, Path... files) {
    EngineLimits limits = new EngineLimits(256L << 20, threads, folder.resolve("spill"));
    return new TrainingRequest(
        new VersionName("candidate"),
        spec,
        List.of(files),
        SetCombination.CONCATENATED,
        "1.0-test",
        limits);
  }

  /// The version trained on files.
  public static ModelVersion trained(ModelSpec spec, Path folder, Path... files) {
    return Results.value(
        ModelTraining.train(request(spec, folder, 2, files), TrainingProgress.SILENT));
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
