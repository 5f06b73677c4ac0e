package credence.job;

import credence.comparison.Comparisons;
import credence.comparison.GateCheck;
import credence.dataset.ReadProgress;
import credence.engine.TemporaryFolder;
import credence.fitting.AbandonableWork;
import credence.job.StoredVersion.Found;
import credence.model.Alias;
import credence.model.Comparison;
import credence.model.HoldoutUses;
import credence.model.LocatedError;
import credence.model.ModelVersion;
import credence.model.Provenance.TrainingSetReference;
import credence.model.Result;
import credence.model.VersionName;
import credence.registry.AliasState;
import credence.registry.Publication;
import credence.registry.RegistryException;
import credence.registry.RegistryState;
import credence.training.CandidateComparison;
import credence.training.CandidateComparison.Outcome;
import credence.training.ComparisonRequest;
import credence.training.ComparisonRequest.PublishedVersion;
import credence.wording.MemoryWording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Compares two versions of a registry and stores the comparison in the home.
public final class ComparisonJob {
  private final JobContext context;
  private final JobProgress progress;
  private final JobEstimate estimate = new JobEstimate(System::nanoTime);

  /// A job.
  ///
  /// @param progress receives the progress of reading the files
  public ComparisonJob(JobContext context, JobProgress progress) {
    this.context = context;
    this.progress = progress;
  }

  /// Compares two versions, each given by its name or an alias.
  ///
  /// @param data additional files to search for the training sets of both, besides the home's
  /// @throws IOException if the home cannot be read, there is no room for temporary files, or the
  ///   comparison cannot be kept
  public ComparisonResult compare(String candidate, String champion, List<Path> data)
      throws IOException {
    StoredVersion first = StoredVersion.find(context.registry(), candidate);
    StoredVersion second = StoredVersion.find(context.registry(), champion);
    if (first instanceof Found foundFirst && second instanceof Found foundSecond) {
      return compare(foundFirst, foundSecond, data);
    }
    List<String> messages = new ArrayList<>();
    for (StoredVersion version : List.of(first, second)) {
      if (version instanceof StoredVersion.Unreadable unreadable) {
        messages.add(unreadable.message());
      }
    }
    return new ComparisonResult.Rejected(messages);
  }

  private ComparisonResult compare(Found candidate, Found champion, List<Path> data)
      throws IOException {
    if (candidate.version().name().equals(champion.version().name())) {
      return rejected("expected two different versions; both are " + champion.version().name());
    }
    Comparisons comparisons = context.home().comparisons();
    List<Path> files = new ArrayList<>(data);
    files.addAll(TrainingSetFiles.of(context.home()));
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      ComparisonRequest request =
          new ComparisonRequest(
              published(candidate),
              published(champion),
              files,
              context.engine().limits(temporary.path()));
      return switch (AbandonableWork.run(() -> compare(request), this::again)) {
        case Result.Value<Outcome>(Outcome outcome) -> {
          Comparison comparison = checked(outcome, candidate.version(), comparisons);
          comparisons.keep(comparison);
          yield new ComparisonResult.Compared(comparison);
        }
        case Result.WithErrors<Outcome> withErrors ->
            new ComparisonResult.Rejected(
                withErrors.errors().stream().map(LocatedError::message).toList());
        case Result.Cancelled<Outcome> _ -> rejected("the comparison was cancelled");
      };
    } catch (OutOfMemoryError e) {
      return rejected(MemoryWording.exhausted(e));
    }
  }

  private Result<Outcome> compare(ComparisonRequest request) {
    return CandidateComparison.compare(request, new Readings(rows(request))::proceed);
  }

  private static long rows(ComparisonRequest request) {
    return Stream.of(request.candidate(), request.champion())
        .flatMap(version -> version.version().provenance().trainingSets().stream())
        .mapToLong(TrainingSetReference::rows)
        .sum();
  }

  private boolean again() {
    return progress.proceed(estimate.now());
  }

  /// The readings of files of a comparison, one after the other.
  private final class Readings {
    /// The share of a comparison that is done when the files have been read.
    private static final double SHARE = 0.8;

    private final long rowsExpected;
    private long rowsBefore;
    private long rowsDone;

    /// @param rowsExpected the number of rows of all readings
    Readings(long rowsExpected) {
      this.rowsExpected = rowsExpected;
    }

    boolean proceed(ReadProgress.State reading) {
      if (reading.rowsDone() < rowsDone) {
        rowsBefore += rowsDone;
      }
      rowsDone = reading.rowsDone();
      long all = rowsBefore + rowsDone;
      double share =
          SHARE
              * Math.min(
                  1, (double) all / Math.max(rowsExpected, rowsBefore + reading.rowsTotal()));
      return progress.proceed(estimate.at("comparing", share, all));
    }
  }

  /// The comparison with its gates checked for the number of versions compared by now. It is
  /// recorded before its result is returned.
  private Comparison checked(Outcome outcome, ModelVersion version, Comparisons comparisons) {
    Comparison comparison = outcome.comparison();
    RegistryState state = context.registry().state();
    AliasState champion = state.alias(Alias.CHAMPION);
    Publication present =
        champion.versions().stream()
            .findFirst()
            .flatMap(state::publication)
            .orElseThrow(() -> new RegistryException("there is no champion"));
    VersionName candidate = version.name();
    long versions =
        comparison.figures() == null
            ? comparisons.versionsCompared(candidate, present, champion.lastMove())
            : comparisons.record(
                new HoldoutUses.Use(
                    champion.lastMove(),
                    candidate,
                    comparison.champion().name(),
                    outcome.customers()),
                present);
    return GateCheck.again(comparison, version, versions);
  }

  private static ComparisonResult rejected(String message) {
    return new ComparisonResult.Rejected(List.of(message));
  }

  private static PublishedVersion published(Found version) {
    return new PublishedVersion(version.version(), version.publication().sha256());
  }
}
