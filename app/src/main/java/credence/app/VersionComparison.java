package credence.app;

import credence.app.StoredVersion.Found;
import credence.comparison.Comparisons;
import credence.model.Comparison;
import credence.model.Fault;
import credence.model.Provenance.TrainingSetReference;
import credence.registry.ModelRegistry;
import credence.training.ComparisonOutcome;
import credence.training.ComparisonRequest;
import credence.training.ComparisonRequest.Contestant;
import credence.training.ComparisonRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Compares two versions of a registry and keeps the comparison.
final class VersionComparison {
  private final Path home;
  private final ModelRegistry registry;

  VersionComparison(Path home, ModelRegistry registry) {
    this.home = home;
    this.registry = registry;
  }

  /// What came of it.
  sealed interface Outcome {}

  /// They were compared, and the comparison is kept.
  record Made(Comparison comparison) implements Outcome {}

  /// They cannot be compared; an earlier comparison stays as it is.
  ///
  /// @param messages why, a line each
  record Refused(List<String> messages) implements Outcome {}

  /// Compares two versions, each given by its name or an alias.
  ///
  /// @param data where the training sets of both are looked for, besides the home's own
  Outcome compare(String candidate, String champion, List<Path> data) throws IOException {
    StoredVersion first = StoredVersion.find(registry, candidate);
    StoredVersion second = StoredVersion.find(registry, champion);
    if (first instanceof Found foundFirst && second instanceof Found foundSecond) {
      return compare(foundFirst, foundSecond, data);
    }
    List<String> messages = new ArrayList<>();
    for (StoredVersion version : List.of(first, second)) {
      if (version instanceof StoredVersion.Unreadable unreadable) {
        messages.add(unreadable.message());
      }
    }
    return new Refused(messages);
  }

  private Outcome compare(Found candidate, Found champion, List<Path> data) throws IOException {
    if (candidate.version().name().equals(champion.version().name())) {
      return new Refused(List.of("expected two versions; both are " + champion.version().name()));
    }
    Comparisons comparisons = new Comparisons(home);
    List<Path> files = new ArrayList<>(data);
    files.addAll(TrainingSetFiles.of(home));
    List<String> sets =
        candidate.version().provenance().trainingSets().stream()
            .map(TrainingSetReference::sha256)
            .toList();
    try (TemporaryFolder temporary = TemporaryFolder.create();
        Progress progress = Progress.onStandardError()) {
      ComparisonRequest request =
          new ComparisonRequest(
              contestant(candidate),
              contestant(champion),
              files,
              comparisons.candidatesBefore(candidate.version().name(), sets),
              Engine.limits(temporary.path()));
      return switch (ComparisonRun.compare(
          request, (done, total) -> progress.to("comparing", done, total))) {
        case ComparisonOutcome.Compared(Comparison comparison) -> {
          comparisons.keep(comparison);
          yield new Made(comparison);
        }
        case ComparisonOutcome.Refused(List<Fault> faults) ->
            new Refused(faults.stream().map(Fault::message).toList());
        case ComparisonOutcome.Cancelled _ -> new Refused(List.of("the comparison was given up"));
      };
    } catch (OutOfMemoryError e) {
      return new Refused(List.of(Failures.message(e)));
    }
  }

  private static Contestant contestant(Found version) {
    return new Contestant(version.version(), version.publication().sha256());
  }
}
