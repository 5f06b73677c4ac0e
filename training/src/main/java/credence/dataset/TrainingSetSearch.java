package credence.dataset;

import credence.files.FileHash;
import credence.model.Provenance.TrainingSetReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the files on which a version was trained, by name and digest.
public final class TrainingSetSearch {
  private TrainingSetSearch() {}

  /// The first file with a training set's name and the bytes used in training.
  ///
  /// @param files candidates; files with other names are not read
  /// @return empty if there is none, or it has changed since
  public static Optional<Path> find(TrainingSetReference set, List<Path> files) {
    for (Path file : files) {
      Path name = file.getFileName();
      if (name != null
          && name.toString().equals(set.name())
          && Files.isRegularFile(file)
          && hasDigest(file, set.sha256())) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /// An unreadable file counts as missing.
  private static boolean hasDigest(Path file, String sha256) {
    try {
      return FileHash.of(file).equals(sha256);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
