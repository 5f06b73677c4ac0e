package credence.job;

import credence.engine.TemporaryFolder;
import credence.model.ModelSpec;
import credence.profiling.TrainingSetRegister;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import java.io.IOException;
import java.time.InstantSource;

/// Checks training sets of a home and keeps their profiles.
public final class TrainingSetCheckJob {
  private final JobContext context;
  private final JobProgress progress;
  private final JobEstimate estimate = new JobEstimate(System::nanoTime);

  /// A job.
  ///
  /// @param progress receives the progress of each set's check
  public TrainingSetCheckJob(JobContext context, JobProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /// Checks every set that has not been checked since its file or the spec changed.
  ///
  /// @param spec the home's
  /// @return all sets, with the results of the checks
  /// @throws java.io.InterruptedIOException if the job was cancelled
  public TrainingSets.Listing checkAll(ModelSpec spec) throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      return register(spec, temporary).checkAll(this::proceed);
    }
  }

  /// Checks one set unless its profile is up to date.
  ///
  /// @param spec the home's
  /// @return the set with the result of the check
  /// @throws java.io.InterruptedIOException if the job was cancelled
  public TrainingSetEntry check(TrainingSetName name, ModelSpec spec) throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      return register(spec, temporary).check(name, this::proceed);
    }
  }

  private TrainingSetRegister register(ModelSpec spec, TemporaryFolder temporary) {
    return TrainingSetRegister.keeping(
        context.home().trainingSets(),
        context.registry(),
        spec,
        context.engine().limits(temporary.path()),
        InstantSource.system());
  }

  private boolean proceed(TrainingSetRegister.Check check) {
    return progress.proceed(
        estimate.at("checking " + check.set(), check.shareDone(), check.rowsDone()));
  }
}
