package credence.registry.directory;

import credence.files.DurableFiles;
import credence.model.VersionName;
import credence.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The comparisons of a home: `HOME/registry/comparisons/CANDIDATE~CHAMPION.json`, one for each
/// pair of versions, the last one made.
///
/// They are not part of the history, since a comparison can be repeated.
public final class ComparisonFolder {
  private static final String SEPARATOR = "~";
  private static final String SUFFIX = ".json";

  private final LockedDocuments documents;
  private final Path folder;

  /// The comparisons of a home, which need not exist yet.
  public ComparisonFolder(Path home) {
    this.documents = new LockedDocuments(home);
    this.folder = documents.folder().resolve("comparisons");
  }

  /// Two versions that were compared.
  public record Pair(VersionName candidate, VersionName champion) {}

  /// Keeps a comparison, replacing an earlier one of the same pair.
  ///
  /// @throws RegistryException if it cannot be written, is too long, or another writer holds the
  ///   registry for longer than a change waits
  public void keep(Pair pair, byte[] document) {
    documents.replace(file(pair), () -> document);
  }

  /// The comparison of a pair; empty if there is none.
  ///
  /// @throws RegistryException if it cannot be read, or is too long
  public Optional<byte[]> read(Pair pair) {
    return documents.read(file(pair));
  }

  /// The pairs that have a comparison, by their names.
  ///
  /// @throws RegistryException if the folder cannot be read
  public List<Pair> pairs() {
    try {
      return DurableFiles.list(folder).stream()
          .flatMap(file -> pair(String.valueOf(file.getFileName())).stream())
          .sorted(
              Comparator.comparing((Pair pair) -> pair.candidate().text())
                  .thenComparing(pair -> pair.champion().text()))
          .toList();
    } catch (IOException e) {
      throw RegistryException.of("cannot list", folder, e);
    }
  }

  private static Optional<Pair> pair(String file) {
    int separator = file.indexOf(SEPARATOR);
    if (separator < 0 || !file.endsWith(SUFFIX)) {
      return Optional.empty();
    }
    String candidate = file.substring(0, separator);
    String champion = file.substring(separator + 1, file.length() - SUFFIX.length());
    return VersionName.isValid(candidate) && VersionName.isValid(champion)
        ? Optional.of(new Pair(new VersionName(candidate), new VersionName(champion)))
        : Optional.empty();
  }

  /// Where the comparisons are.
  public Path path() {
    return folder;
  }

  /// Where the comparison of a pair is, or would be.
  public Path file(Pair pair) {
    return folder.resolve(pair.candidate() + SEPARATOR + pair.champion() + SUFFIX);
  }
}
