package credence.registry.directory;

import credence.files.DurableFiles;
import credence.files.RegularFiles;
import credence.registry.RegistryException;
import credence.registry.RegistryLimits;
import credence.registry.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// The record of the comparisons of a home: `HOME/registry/holdout-uses.json`. Works on bytes and
/// knows nothing of their content.
///
/// It is changed under the registry's lock, atomically and durably, so a comparison that was
/// recorded stays recorded even if the process is killed right afterwards.
public final class HoldoutFile {
  private final Path registry;
  private final Path file;
  private final RegistryLimits limits;

  /// The record of a home, which need not exist yet.
  public HoldoutFile(Path home) {
    this.registry = home.resolve("registry");
    this.file = registry.resolve("holdout-uses.json");
    this.limits = RegistryLimits.DEFAULT;
  }

  /// Where the record is, or would be.
  public Path path() {
    return file;
  }

  /// The record; empty if there is none.
  ///
  /// @throws RegistryException if it cannot be read, or is too long
  public Optional<byte[]> read() {
    try {
      Optional<byte[]> document = RegularFiles.read(file, limits.documentBytesMax());
      document.ifPresent(this::check);
      return document;
    } catch (IOException e) {
      throw RegistryException.of("cannot read", file, e);
    }
  }

  /// Changes the record while no other change can be made.
  ///
  /// @param change from the present record, empty if there is none, to the new one; its exceptions
  ///   are passed on, and then nothing was changed
  /// @throws RegistryException if it cannot be read or written, or would be too long, or another
  ///   writer holds the registry for longer than a change waits
  public void update(Function<Optional<byte[]>, byte[]> change) {
    try {
      DurableFiles.createFolder(registry);
      Optional<WriteLock> lock = WriteLock.take(registry, limits.writeWaitMillis());
      if (lock.isEmpty()) {
        throw new RegistryException(new Rejection.Busy(limits.writeWaitMillis()).message());
      }
      try (WriteLock _ = lock.get()) {
        byte[] document = change.apply(read());
        check(document);
        DurableFiles.replace(file, document);
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot write", file, e);
    }
  }

  private void check(byte[] document) {
    if (document.length > limits.documentBytesMax()) {
      throw new RegistryException(
          file + " has more than the " + limits.documentBytesMax() + " bytes allowed");
    }
  }
}
