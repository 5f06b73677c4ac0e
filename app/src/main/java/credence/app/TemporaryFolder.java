package credence.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for what does not fit in memory; goes with all that is in it when it is closed.
final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /// Makes a folder where this system keeps what is temporary.
  static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("credence-"));
  }

  /// Where it is.
  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> innermostFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : innermostFirst) {
        Files.deleteIfExists(file);
      }
    }
  }
}
