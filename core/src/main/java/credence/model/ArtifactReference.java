package credence.model;

import credence.hashing.Sha256;
import java.util.regex.Pattern;

/// A binary artifact of a model version, as the version's document names it.
///
/// @param name which artifact of the model it is, for example `trees`: 1 to 100 lower-case letters,
///   digits and hyphens, the first a letter
/// @param sha256 the SHA-256 of its bytes, 64 lower-case hexadecimal digits
/// @param bytes its length in bytes, at least 1
public record ArtifactReference(String name, String sha256, long bytes) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,99}");

  /// @throws IllegalArgumentException if name, hash or length has another form
  public ArtifactReference {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of an artifact");
    }
    if (!Sha256.isValid(sha256)) {
      throw new IllegalArgumentException("not the SHA-256 of an artifact");
    }
    if (bytes < 1) {
      throw new IllegalArgumentException("an artifact has at least one byte, not " + bytes);
    }
  }
}
