package credence.files;

import credence.hashing.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/// The SHA-256 of a file of any length, in 64 lower-case hexadecimal digits.
public final class FileHash {
  private static final int BUFFER_BYTES = 1 << 16;

  private FileHash() {}

  /// Hashes a file.
  ///
  /// @throws IOException if the file is missing or cannot be read
  public static String of(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Sha256.text(digest);
  }
}
