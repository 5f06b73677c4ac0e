package credence.comparison;

import credence.document.ComparisonDocument;
import credence.files.ChecksummedText;
import credence.model.Comparison;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.RegistryException;
import credence.registry.directory.ComparisonFolder;
import credence.registry.directory.ComparisonFolder.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The comparisons of a home, a file with a checksum for each pair of versions.
public final class DirectoryComparisons implements Comparisons {
  private final ComparisonFolder folder;
  private final Consumer<LocatedError> onDamage;

  /// The comparisons of a home, which need not exist yet.
  public DirectoryComparisons(Path home) {
    this(home, _ -> {});
  }

  /// The comparisons of a home, which need not exist yet.
  ///
  /// @param onDamage receives each damaged file, each time it is read
  public DirectoryComparisons(Path home, Consumer<LocatedError> onDamage) {
    this.folder = new ComparisonFolder(home);
    this.onDamage = onDamage;
  }

  @Override
  public void keep(Comparison comparison) {
    folder.keep(
        new Pair(comparison.candidate().name(), comparison.champion().name()),
        ChecksummedText.seal(ComparisonDocument.write(comparison)));
  }

  @Override
  public Reading of(VersionName candidate, VersionName champion) {
    return read(new Pair(candidate, champion));
  }

  @Override
  public List<Comparison> of(VersionName candidate) {
    List<Comparison> kept = new ArrayList<>();
    for (Pair pair : pairs()) {
      if (pair.candidate().equals(candidate) && read(pair) instanceof Kept(Comparison comparison)) {
        kept.add(comparison);
      }
    }
    return kept;
  }

  @Override
  public long candidatesBefore(VersionName candidate, List<String> trainingSets) {
    Set<String> wanted = new HashSet<>(trainingSets);
    return folder.pairs().stream()
        .filter(pair -> !pair.candidate().equals(candidate))
        .filter(pair -> isOn(wanted, read(pair)))
        .map(Pair::candidate)
        .distinct()
        .count();
  }

  private static boolean isOn(Set<String> trainingSets, Reading reading) {
    return switch (reading) {
      case Absent _ -> false;
      case Damaged _ -> true;
      case Kept(Comparison kept) ->
          kept.heldOut().trainingSets().stream().anyMatch(trainingSets::contains);
    };
  }

  private List<Pair> pairs() {
    try {
      return folder.pairs();
    } catch (RegistryException e) {
      onDamage.accept(new LocatedError(folder.path().toString(), String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  private Reading read(Pair pair) {
    try {
      Optional<byte[]> text = folder.read(pair);
      return text.isEmpty() ? new Absent() : read(pair, text.get());
    } catch (RegistryException e) {
      return damaged(pair, String.valueOf(e.getMessage()));
    }
  }

  private Reading read(Pair pair, byte[] text) {
    return switch (ChecksummedText.open(text)) {
      case ChecksummedText.Damaged _ -> damaged(pair, "does not match its checksum");
      case ChecksummedText.Whole(byte[] json) ->
          switch (ComparisonDocument.read(json)) {
            case ComparisonDocument.Read(Comparison comparison) ->
                comparison.candidate().name().equals(pair.candidate())
                        && comparison.champion().name().equals(pair.champion())
                    ? new Kept(comparison)
                    : damaged(pair, "is the comparison of other versions");
            case ComparisonDocument.Unreadable(String expected) -> damaged(pair, expected);
          };
    };
  }

  private Damaged damaged(Pair pair, String problem) {
    LocatedError error =
        new LocatedError(
            folder.file(pair).toString(),
            problem
                + "; run the comparison again: credence compare %s --with %s"
                    .formatted(pair.candidate(), pair.champion()));
    onDamage.accept(error);
    return new Damaged(error);
  }
}
