package credence.registry.directory;

import credence.files.DurableFiles;
import credence.files.RegularFiles;
import credence.registry.RegistryException;
import credence.registry.RegistryLimits;
import credence.registry.Rejection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Documents of a home that are stored next to its history: each is replaced as a whole under the
/// registry's lock, atomically and durably. Works on bytes and knows nothing of their content.
final class LockedDocuments {
  private final Path registry;
  private final RegistryLimits limits = RegistryLimits.DEFAULT;

  /// The documents of a home, which need not exist yet.
  LockedDocuments(Path home) {
    this.registry = home.resolve("registry");
  }

  /// The folder of the registry.
  Path folder() {
    return registry;
  }

  /// A document; empty if there is none.
  ///
  /// @throws RegistryException if it cannot be read, or is too long
  Optional<byte[]> read(Path file) {
    try {
      Optional<byte[]> document = RegularFiles.read(file, limits.documentBytesMax());
      if (document.isPresent() && tooLong(document.get())) {
        throw new RegistryException(
            file + " is longer than the " + limits.documentBytesMax() + " bytes allowed");
      }
      return document;
    } catch (IOException e) {
      throw RegistryException.of("cannot read", file, e);
    }
  }

  /// Replaces a document.
  ///
  /// @param file in the folder of the registry or in one below it, which is created if it does not
  ///   exist
  /// @param document called while no other change can be made; its exceptions are passed on, and
  ///   then nothing was changed
  /// @throws RegistryException if it cannot be written, or would be too long, or another writer
  ///   holds the registry for longer than a change waits
  void replace(Path file, Supplier<byte[]> document) {
    try {
      DurableFiles.createFolder(Objects.requireNonNull(file.getParent()));
      Optional<WriteLock> lock = WriteLock.take(registry, limits.writeWaitMillis());
      if (lock.isEmpty()) {
        throw new RegistryException(new Rejection.Busy(limits.writeWaitMillis()).message());
      }
      try (WriteLock _ = lock.get()) {
        byte[] written = document.get();
        if (tooLong(written)) {
          throw new RegistryException(
              file + " would be longer than the " + limits.documentBytesMax() + " bytes allowed");
        }
        DurableFiles.replace(file, written);
      }
    } catch (IOException e) {
      throw RegistryException.of("cannot write", file, e);
    }
  }

  private boolean tooLong(byte[] document) {
    return document.length > limits.documentBytesMax();
  }
}
