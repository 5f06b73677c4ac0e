package credence.files;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The identity of an existing file: equal for all paths that name it, through symbolic links, hard
/// links and `..`.
///
/// @param key the file system's key of the file; where it has none, the file's real path, which
///   does not recognise hard links
public record FileIdentity(Object key) {
  /// The identity of a file. Symbolic links are followed.
  ///
  /// @throws IOException if it does not exist or cannot be examined
  public static FileIdentity of(Path file) throws IOException {
    return of(file, Files.readAttributes(file, BasicFileAttributes.class));
  }

  private static FileIdentity of(Path file, BasicFileAttributes attributes) throws IOException {
    Object key = attributes.fileKey();
    return new FileIdentity(key == null ? file.toRealPath() : key);
  }

  /// Whether two paths name the same existing file.
  ///
  /// @throws IOException if a file exists and cannot be examined
  public static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other) && of(one).equals(of(other));
  }

  /// Finds a file at a path or, if the path is a folder, below it. Symbolic links below it are
  /// followed. A file that does not exist is found where it would be created.
  ///
  /// @return a path of the file; empty if it is neither the path nor below it
  public static Optional<Path> find(Path file, Path below) throws IOException {
    if (!Files.exists(file)) {
      Path created = created(file);
      Path from = Files.exists(below) ? below.toRealPath() : created(below);
      return created.startsWith(from)
          ? Optional.of(below.resolve(from.relativize(created)))
          : Optional.empty();
    }
    FileIdentity wanted = of(file);
    AtomicReference<Path> found = new AtomicReference<>();
    Files.walkFileTree(
        below,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (!of(path, attributes).equals(wanted)) {
              return FileVisitResult.CONTINUE;
            }
            found.set(path);
            return FileVisitResult.TERMINATE;
          }

          // What cannot be examined, and a link to a missing file, is not the file.
          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return Optional.ofNullable(found.get());
  }

  /// The real path of a file that is to be created, by the real path of its folder.
  private static Path created(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    Path folder = path.getParent();
    return folder == null || !Files.exists(folder)
        ? path.normalize()
        : folder.toRealPath().resolve(path.getFileName());
  }
}
