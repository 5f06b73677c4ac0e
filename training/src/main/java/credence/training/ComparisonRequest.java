package credence.training;

import credence.engine.EngineLimits;
import credence.model.ModelVersion;
import java.nio.file.Path;
import java.util.List;

/// The versions to compare, and where to look for training sets.
///
/// @param candidate the version that was retrained
/// @param champion the champion
/// @param files files to search for the training sets of both, by name and SHA-256
/// @param limits the limits of reading the files
public record ComparisonRequest(
    PublishedVersion candidate, PublishedVersion champion, List<Path> files, EngineLimits limits) {
  /// Copies the files.
  public ComparisonRequest {
    files = List.copyOf(files);
  }

  /// One of the two published versions.
  ///
  /// @param version the contents of its document
  /// @param documentSha256 the SHA-256 of the document as published, in hexadecimal
  public record PublishedVersion(ModelVersion version, String documentSha256) {}
}
