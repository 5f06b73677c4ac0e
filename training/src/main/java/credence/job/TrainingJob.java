package credence.job;

import credence.engine.TemporaryFolder;
import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.registry.Change;
import credence.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Trains a version on files, publishes it and compares it with the champion. The files need not be
/// training sets of the home, and the home keeps no training run of it; see [TrainingRunJob].
public final class TrainingJob {
  private final JobContext context;
  private final JobProgress progress;

  /// A job.
  ///
  /// @param progress receives the progress of all stages
  public TrainingJob(JobContext context, JobProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /// Trains, publishes and compares.
  ///
  /// @param name the version's name
  /// @param files parquet or CSV files, at least one, in the order of their rows
  /// @param change author and reason, for the history
  /// @throws IOException if there is no room for temporary files, or the comparison cannot be kept
  public TrainingResult train(VersionName name, ModelSpec spec, List<Path> files, Change change)
      throws IOException {
    Optional<LocatedError> damage = context.registry().state().damage();
    if (damage.isPresent()) {
      return new TrainingResult.Rejected(List.of(damage.get().message()));
    }
    boolean first = context.registry().state().publications().isEmpty();
    TrainingSteps steps = new TrainingSteps(progress, spec, !first, null, System::nanoTime);
    TrainingResult result = trainAndPublish(name, spec, files, change, steps);
    return result instanceof TrainingResult.Registered registered && !registered.champion()
        ? registered.with(
            new ComparisonJob(context, steps).compare(name.text(), Alias.CHAMPION.text(), files))
        : result;
  }

  private TrainingResult trainAndPublish(
      VersionName name, ModelSpec spec, List<Path> files, Change change, TrainingSteps steps)
      throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      TrainingRequest request =
          new TrainingRequest(
              name,
              spec,
              files,
              SetCombination.CONCATENATED,
              context.credenceVersion(),
              context.engine().limits(temporary.path()));
      return new TrainAndPublish(context.registry(), steps).train(request, change, _ -> List.of());
    }
  }
}
