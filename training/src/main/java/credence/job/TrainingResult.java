package credence.job;

import credence.model.ModelVersion;
import credence.registry.PublishOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a job that trains a version.
public sealed interface TrainingResult {
  /// The version is in the registry: it was published, or the same version was there before.
  ///
  /// @param version the version
  /// @param publishing the registry's answer: [PublishOutcome.Published] or
  ///   [PublishOutcome.Unchanged]
  /// @param champion whether the version is the champion now
  /// @param comparison the result of comparing it with the champion; null if the version is the
  ///   champion itself, or has not been compared yet
  record Registered(
      ModelVersion version,
      PublishOutcome publishing,
      boolean champion,
      @Nullable ComparisonResult comparison)
      implements TrainingResult {
    /// The same with the result of a comparison.
    Registered with(ComparisonResult compared) {
      return new Registered(version, publishing, champion, compared);
    }
  }

  /// No version was trained or published; the registry is as it was.
  ///
  /// @param messages every reason, one line each
  record Rejected(List<String> messages) implements TrainingResult {
    /// Copies the list.
    public Rejected {
      messages = List.copyOf(messages);
    }
  }

  /// The job was cancelled; the registry is as it was.
  record Cancelled() implements TrainingResult {}
}
