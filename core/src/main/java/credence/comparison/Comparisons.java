package credence.comparison;

import credence.document.ComparisonDocument;
import credence.model.Comparison;
import credence.model.VersionName;
import credence.registry.ComparisonFolder;
import credence.registry.ComparisonFolder.Pair;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The comparisons that a home keeps. One that cannot be made sense of counts as not there: it can
/// be made again.
///
/// Every method throws [credence.registry.RegistryException] when the storage cannot be read or
/// written.
public final class Comparisons {
  private final ComparisonFolder folder;

  /// The comparisons of a home, which need not exist yet.
  public Comparisons(Path home) {
    this.folder = new ComparisonFolder(home);
  }

  /// Keeps a comparison, in the place of an earlier one of the same pair.
  public void keep(Comparison comparison) {
    folder.keep(
        new Pair(comparison.candidate().name(), comparison.champion().name()),
        ComparisonDocument.write(comparison));
  }

  /// The comparison of a candidate with a champion; empty if there is none.
  public Optional<Comparison> of(VersionName candidate, VersionName champion) {
    return read(new Pair(candidate, champion));
  }

  /// All comparisons of a candidate, by the champion's name.
  public List<Comparison> of(VersionName candidate) {
    return folder.pairs().stream()
        .filter(pair -> pair.candidate().equals(candidate))
        .flatMap(pair -> read(pair).stream())
        .toList();
  }

  /// How many candidates other than this one have been compared on customers of the same training
  /// sets. The more candidates the same customers judge, the likelier one of them looks good by
  /// luck.
  ///
  /// @param trainingSets the SHA-256 of each of the candidate's training sets; one in common is
  ///   enough
  public long candidatesBefore(VersionName candidate, List<String> trainingSets) {
    Set<String> wanted = new HashSet<>(trainingSets);
    return folder.pairs().stream()
        .filter(pair -> !pair.candidate().equals(candidate))
        .flatMap(pair -> read(pair).stream())
        .filter(kept -> kept.heldOut().trainingSets().stream().anyMatch(wanted::contains))
        .map(kept -> kept.candidate().name())
        .distinct()
        .count();
  }

  private Optional<Comparison> read(Pair pair) {
    return folder
        .read(pair)
        .flatMap(
            document ->
                ComparisonDocument.read(document) instanceof ComparisonDocument.Read(Comparison c)
                    ? Optional.of(c)
                    : Optional.empty());
  }
}
