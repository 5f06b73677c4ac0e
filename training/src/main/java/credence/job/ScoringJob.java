package credence.job;

import credence.dataset.ParquetScoring;
import credence.dataset.ParquetScoring.Scored;
import credence.engine.TemporaryFolder;
import credence.model.ModelVersion;
import credence.model.Result;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.file.Path;

/// Scores a parquet file into a parquet file by a version.
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
  /// @param out replaced if it exists
  /// @throws IOException if there is no room for temporary files
  public Result<Scored> score(ModelVersion version, Path in, Path out) throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      return new ParquetScoring(
              new ServingPlan.Member(version.name(), version.model()),
              version.references().ranges(),
              version.spec().idColumn(),
              context.engine().limits(temporary.path()))
          .score(in, out, (done, total) -> progress.proceed("scoring", (double) done / total));
    }
  }
}
