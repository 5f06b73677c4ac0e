package credence.registry.directory;

import credence.hashing.Sha256;
import credence.registry.ContentSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/// Hashes a file while a sink reads it.
final class VerifiedRead {
  private static final int SKIPPED_BYTES_MAX = 1 << 13;

  private VerifiedRead() {}

  /// Has a sink read a file, and reads what the sink leaves.
  ///
  /// @param in the file's bytes; closed by the caller
  /// @param lengthBytes the file's length, for the sink
  /// @return the SHA-256 of all bytes
  static String sha256(InputStream in, long lengthBytes, ContentSink sink) throws IOException {
    MessageDigest digest = Sha256.digest();
    DigestInputStream hashed =
        new DigestInputStream(in, digest) {
          @Override
          public long skip(long count) throws IOException {
            // What is skipped is hashed as well.
            return readNBytes(Math.clamp(count, 0, SKIPPED_BYTES_MAX)).length;
          }

          @Override
          public void close() {
            // What a sink leaves is read after it.
          }
        };
    sink.read(hashed, lengthBytes);
    hashed.transferTo(OutputStream.nullOutputStream());
    return Sha256.text(digest);
  }
}
