package credence.registry.directory;

import credence.registry.RegistryException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// The record of the comparisons of a home: `HOME/registry/holdout-uses.json`. A comparison that
/// was recorded stays recorded even if the process is killed right afterwards.
public final class HoldoutFile {
  private final LockedDocuments documents;
  private final Path file;

  /// The record of a home, which need not exist yet.
  public HoldoutFile(Path home) {
    this.documents = new LockedDocuments(home);
    this.file = documents.folder().resolve("holdout-uses.json");
  }

  /// Where the record is, or would be.
  public Path path() {
    return file;
  }

  /// The record; empty if there is none.
  ///
  /// @throws RegistryException if it cannot be read, or is too long
  public Optional<byte[]> read() {
    return documents.read(file);
  }

  /// Changes the record while no other change can be made.
  ///
  /// @param change from the present record, empty if there is none, to the new one; its exceptions
  ///   are passed on, and then nothing was changed
  /// @throws RegistryException if it cannot be read or written, or would be too long, or another
  ///   writer holds the registry for longer than a change waits
  public void update(Function<Optional<byte[]>, byte[]> change) {
    documents.replace(file, () -> change.apply(read()));
  }
}
