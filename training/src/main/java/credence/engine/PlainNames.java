package credence.engine;

import credence.files.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names by which the engine opens files, which it takes for exactly one file each.
///
/// The engine reads a path as a pattern: `t[1].parquet` names `t1.parquet`, and not every name can
/// be escaped. It also resolves `..` in the text, regardless of symbolic links. A path in which
/// nothing can have such a meaning is passed as it is; for any other one, the engine gets a
/// symbolic link in a folder that only this user can access. The links are removed with the engine,
/// or with the temporary folder if the process was killed.
final class PlainNames implements AutoCloseable {
  /// Absolute paths of ASCII letters, digits and `._+-`, without the segments `.` and `..`. The
  /// temporary folder of every POSIX system.
  private static final Path STANDARD = Path.of("/tmp");

  private static final Pattern PLAIN = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._+-]+)+");

  /// The beginning of the name of a folder of links.
  private static final String FOLDER = "credence-names-";

  /// The name of the link to the file that is written.
  private static final String WRITTEN = "written.parquet";

  private final Map<Path, String> names = new HashMap<>();
  private final List<Path> made = new ArrayList<>();
  private @Nullable Path folder;
  private @Nullable TemporaryFolder outside;

  private PlainNames() {}

  /// The names of some files.
  ///
  /// @param temporary the folder for links, which exists; if its own path is not plain, another one
  ///   in the system's temporary folder is used
  /// @param read files that are read
  /// @param written a file that is written; null if there is none
  /// @throws FileFailure if a link is required and cannot be created; says what to do
  static PlainNames of(Path temporary, Collection<Path> read, @Nullable Path written)
      throws FileFailure {
    PlainNames names = new PlainNames();
    try {
      for (Path file : read) {
        names.add(file, "read-" + names.names.size() + ".parquet", temporary);
      }
      if (written != null) {
        names.add(written, WRITTEN, temporary);
      }
      return names;
    } catch (FileFailure | RuntimeException e) {
      names.close();
      throw e;
    }
  }

  /// The name of a file.
  String of(Path file) {
    return names.getOrDefault(file, file.toAbsolutePath().toString());
  }

  /// All names.
  Collection<String> all() {
    return names.values();
  }

  /// Whether a message of the engine names a written file, by its path or a link.
  static boolean namesWritten(String message, @Nullable Path written) {
    return written != null
        && (message.contains(written.toAbsolutePath().toString())
            || (message.contains(FOLDER) && message.contains("/" + WRITTEN)));
  }

  /// Whether a message of the engine names a link.
  static boolean namesLink(String message) {
    return message.contains("/" + FOLDER);
  }

  private void add(Path file, String link, Path temporary) throws FileFailure {
    Path path = file.toAbsolutePath();
    names.put(file, isPlain(path) ? path.toString() : link(path, link, temporary).toString());
  }

  private static boolean isPlain(Path path) {
    return PLAIN.matcher(path.toString()).matches();
  }

  private Path link(Path file, String name, Path temporary) throws FileFailure {
    try {
      if (folder == null) {
        folder = makeFolder(temporary);
        made.add(folder);
      }
      Path link = Files.createSymbolicLink(folder.resolve(name), file);
      made.add(link);
      return link;
    } catch (IOException | UnsupportedOperationException e) {
      String reason = e instanceof IOException io ? FileFailure.reason(io) : "Not supported";
      throw FileFailure.because(
          "cannot create a link to",
          file,
          reason
              + "; set TMPDIR to a folder that supports symbolic links and whose path consists"
              + " of ASCII letters, digits and the characters . _ + -",
          e);
    }
  }

  private Path makeFolder(Path temporary) throws IOException {
    if (isPlain(temporary.toAbsolutePath())) {
      return Files.createTempDirectory(temporary.toAbsolutePath(), FOLDER);
    }
    Path system = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    outside = isPlain(system) ? TemporaryFolder.create() : TemporaryFolder.createIn(STANDARD);
    return Files.createTempDirectory(outside.path(), FOLDER);
  }

  /// Removes the links, never the files. What cannot be removed goes with the temporary folder.
  @Override
  public void close() {
    made.reversed().forEach(path -> tryTo(() -> Files.deleteIfExists(path)));
    if (outside != null) {
      tryTo(outside::close);
    }
  }

  private interface Removal {
    void make() throws IOException;
  }

  private static void tryTo(Removal removal) {
    try {
      removal.make();
    } catch (IOException e) {
      return; // It goes with the temporary folder.
    }
  }
}
