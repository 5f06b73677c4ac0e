package credence.registry.artifact;

import credence.hashing.Sha256;
import credence.model.ArtifactReference;
import credence.model.LocatedError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/// An artifact that is published with a version.
///
/// @param reference the artifact, as the version's document names it
/// @param source its bytes
public record Artifact(ArtifactReference reference, Source source) {
  private static final int BUFFER_BYTES = 1 << 16;

  /// The bytes of an artifact.
  @FunctionalInterface
  public interface Source {
    /// Opens the bytes at their beginning. They are read more than once, so each stream has to give
    /// the same ones; the caller closes it.
    ///
    /// @throws IOException if they cannot be read
    InputStream open() throws IOException;
  }

  /// Copies the bytes and compares them with the reference. Of bytes that are too many, at most a
  /// buffer more than the stated length is read.
  ///
  /// @return what is wrong with the bytes; empty if all were copied and are the ones that the
  ///   reference states
  /// @throws IOException if the source cannot be read or the copy cannot be written
  public Optional<LocatedError> copyTo(OutputStream out) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = source.open()) {
      int read = in.read(buffer);
      while (read >= 0 && bytes <= reference.bytes()) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        bytes += read;
        read = in.read(buffer);
      }
    }
    if (bytes != reference.bytes()) {
      String length = bytes > reference.bytes() ? "more than " + reference.bytes() : "" + bytes;
      return Optional.of(error("has " + length + " bytes; expected " + reference.bytes()));
    }
    String sha256 = Sha256.text(digest);
    return sha256.equals(reference.sha256())
        ? Optional.empty()
        : Optional.of(error("has the SHA-256 " + sha256 + "; expected " + reference.sha256()));
  }

  /// An error in this artifact.
  ///
  /// @param expected what was expected
  LocatedError error(String expected) {
    return new LocatedError("artifact " + reference.name(), expected);
  }
}
