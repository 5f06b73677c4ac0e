package credence.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The home that the build of November 2026 wrote, with its answers.
final class OldHome {
  private OldHome() {}

  /// Unpacks the home and its answers.
  ///
  /// @return the home
  static Path unpack(Path folder) throws IOException {
    return unpack("home-2026-11.zip", folder);
  }

  /// Unpacks a home and its answers.
  ///
  /// @param name the name of the archive
  /// @return the home
  static Path unpack(String name, Path folder) throws IOException {
    try (InputStream zip = Objects.requireNonNull(OldHome.class.getResourceAsStream(name));
        ZipInputStream entries = new ZipInputStream(zip)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(entries, file);
      }
    }
    return folder.resolve("home");
  }
}
