package credence.job;

import credence.files.TableFormat;
import credence.home.Home;
import credence.model.VersionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Training sets as files: the version names derived from them, and the sets of a home.
public final class TrainingSetFiles {
  private TrainingSetFiles() {}

  /// The version name derived from the newest of some files: the one with the latest date in its
  /// name, or the last one if none has a date; empty if it is not a valid version name.
  ///
  /// @param files at least one
  public static Optional<VersionName> nameOfNewest(List<Path> files) {
    Optional<VersionName> latest =
        files.stream()
            .flatMap(file -> name(file).stream())
            .filter(name -> name.date().isPresent())
            .max(Comparator.comparing(name -> name.date().orElse(LocalDate.MIN)));
    return latest.or(() -> name(files.getLast()));
  }

  /// The version name derived from a file: its name without the extension.
  private static Optional<VersionName> name(Path file) {
    String stem = TableFormat.stem(fileName(file));
    return VersionName.isValid(stem) ? Optional.of(new VersionName(stem)) : Optional.empty();
  }

  /// A file's name without its folder.
  public static String fileName(Path file) {
    Path name = file.getFileName();
    return name == null ? file.toString() : name.toString();
  }

  /// The training sets of a home whose names are valid version names, in order of the dates in
  /// their names; empty if there are none.
  public static List<Path> of(Home home) throws IOException {
    Path folder = home.trainingSets().path();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> TableFormat.ofName(fileName(file)).isPresent() && name(file).isPresent())
          .filter(Files::isRegularFile)
          .sorted(
              Comparator.comparing((Path file) -> name(file).orElseThrow(), VersionName.BY_DATE)
                  .thenComparing(TrainingSetFiles::fileName))
          .toList();
    }
  }
}
