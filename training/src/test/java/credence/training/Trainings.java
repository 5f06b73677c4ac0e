package credence.training;

import credence.model.Fault;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.trainingset.EngineLimits;
import java.nio.file.Path;
import java.util.List;

/// Trainings of tests.
final class Trainings {
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

  static ModelVersion trained(ModelSpec spec, Path folder, Path... files) {
    TrainingOutcome outcome =
        ModelTraining.train(request(spec, folder, 2, files), TrainingProgress.SILENT);
    if (outcome instanceof TrainingOutcome.Refused(List<Fault> faults)) {
      throw new AssertionError(faults);
    }
    return ((TrainingOutcome.Trained) outcome).version();
  }

  static List<String> faults(ModelSpec spec, Path folder, Path... files) {
    TrainingOutcome outcome =
        ModelTraining.train(request(spec, folder, 2, files), TrainingProgress.SILENT);
    if (outcome instanceof TrainingOutcome.Refused(List<Fault> faults)) {
      return faults.stream().map(Fault::message).toList();
    }
    throw new AssertionError("expected faults, got " + outcome);
  }

  static Finding finding(ModelVersion version, String code) {
    return version.findings().stream()
        .filter(finding -> finding.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError(code + " is not among " + version.findings()));
  }
}
