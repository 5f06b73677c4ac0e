package credence.job;

import credence.dataset.ParquetScoring;
import credence.dataset.ParquetScoring.Scored;
import credence.engine.TemporaryFolder;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.DoubleFunction;

/// Scores a parquet or CSV file into a parquet or CSV file by a version.
public final class ScoringJob {
  private final JobContext context;
  private final JobProgress progress;

  /// A job.
  ///
  /// @param progress receives the progress of the scoring
  public ScoringJob(JobContext context, JobProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /// Scores a file; see [ParquetScoring].
  ///
  /// @param csv what is specified of the dialect if the file is CSV
  /// @param out replaced if it exists
  /// @param digits a probability as it is written into CSV; called from several threads
  /// @throws IOException if there is no room for temporary files
  public Result<Scored> score(
      ModelVersion version, Path in, CsvFormat csv, Path out, DoubleFunction<String> digits)
      throws IOException {
    JobEstimate estimate = new JobEstimate(System::nanoTime);
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      return new ParquetScoring(
              new ServingPlan.Member(version.name(), version.model()),
              version.references().ranges(),
              version.spec().idColumn(),
              csv,
              digits,
              context.engine().limits(temporary.path()))
          .score(
              in,
              out,
              state ->
                  progress.proceed(estimate.at("scoring", state.shareDone(), state.rowsDone())));
    }
  }
}
