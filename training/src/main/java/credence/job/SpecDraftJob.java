package credence.job;

import credence.drafting.SpecDraft;
import credence.engine.EngineLimits;
import credence.engine.TemporaryFolder;
import credence.fitting.AbandonableWork;
import credence.model.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Drafts a spec from a file.
public final class SpecDraftJob {
  private final JobContext context;
  private final JobProgress progress;

  /// A job.
  ///
  /// @param progress receives the progress of the reading
  public SpecDraftJob(JobContext context, JobProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /// Drafts a spec; see [SpecDraft].
  ///
  /// @param target the column of the outcome; null if it is to be found
  /// @param id the column that names the customer; null if it is to be found
  /// @throws IOException if there is no room for temporary files
  public Result<String> draft(Path file, @Nullable String target, @Nullable String id)
      throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      EngineLimits limits = context.engine().limits(temporary.path());
      JobEstimate estimate = new JobEstimate(System::nanoTime);
      return AbandonableWork.run(
          () ->
              SpecDraft.of(
                  file,
                  target,
                  id,
                  limits,
                  share -> progress.proceed(estimate.at("reading", share, 0))),
          () -> progress.proceed(estimate.now()));
    }
  }
}
