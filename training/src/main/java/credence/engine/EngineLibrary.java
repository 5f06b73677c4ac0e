package credence.engine;

import credence.files.FileFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/// The engine's native library.
///
/// The build unpacks it into a folder of the installation, which the launcher adds to
/// `java.library.path`, and removes it from the driver's jar: the driver would copy it to the
/// temporary folder at each start, 72 MB that a killed process leaves there. Without the launcher,
/// as in tests, the driver does so.
public final class EngineLibrary {
  private static final String NAME = "duckdb_java";

  private static boolean loaded;

  private EngineLibrary() {}

  /// Loads the library unless it is loaded.
  ///
  /// @throws UncheckedIOException if it cannot be; names the file or folder, and what to do
  @SuppressWarnings("restricted") // Native access is enabled for the class path.
  public static synchronized void load() {
    if (loaded) {
      return;
    }
    Optional<Path> unpacked = unpacked();
    try {
      unpacked.ifPresent(file -> System.load(file.toString()));
      DriverManager.getConnection("jdbc:duckdb:").close();
      loaded = true;
    } catch (LinkageError | SQLException e) {
      throw new UncheckedIOException(
          unpacked.isPresent() ? notLoaded(unpacked.get(), e) : notUnpacked(e));
    }
  }

  private static Optional<Path> unpacked() {
    String name = System.mapLibraryName(NAME);
    return Arrays.stream(System.getProperty("java.library.path", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(name).toAbsolutePath())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static IOException notLoaded(Path file, Throwable e) {
    String reason = reason(e);
    return FileFailure.because(
        "cannot load",
        file,
        reason.contains("map segment")
            ? reason + "; its file system is mounted noexec; install Credence on another one"
            : reason + "; delete app/target/lib/built of the installation to have it rebuilt");
  }

  private static IOException notUnpacked(Throwable e) {
    return FileFailure.because(
        "cannot unpack the parquet engine into",
        Path.of(System.getProperty("java.io.tmpdir")),
        reason(e)
            + "; set TMPDIR to a folder with 100 MiB of free space that is not mounted noexec");
  }

  /// The end of the innermost cause's message: the system's error.
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof IOException io) {
      return FileFailure.reason(io);
    }
    String message = String.valueOf(cause.getMessage());
    return message.substring(message.lastIndexOf(": ") + 1).strip();
  }
}
