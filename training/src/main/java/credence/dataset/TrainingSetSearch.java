package credence.dataset;

import credence.files.FileHash;
import credence.model.Provenance.TrainingSetReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the files that a version was trained on, by name and digest.
public final class TrainingSetSearch {
  private TrainingSetSearch() {}

  /// The first file of a training set's name whose bytes are those that were trained on.
  ///
  /// @param files where to look: any files, of which those of another name are not read
  /// @return empty if it is not among them, or was changed since
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

  /// A file that cannot be read is as good as gone.
  private static boolean hasDigest(Path file, String sha256) {
    try {
      return FileHash.of(file).equals(sha256);
    } catch (IOException unreadable) {
      return false;
    }
  }
}
