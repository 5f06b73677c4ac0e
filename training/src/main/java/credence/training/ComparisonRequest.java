package credence.training;

import credence.engine.EngineLimits;
import credence.model.ModelVersion;
import java.nio.file.Path;
import java.util.List;

/// What is to be compared, and where the training sets may be.
///
/// @param candidate the version that was retrained
/// @param champion the version that answers
/// @param files where the training sets of both are looked for, by name and SHA-256
/// @param candidatesBefore how many other candidates have been compared on customers of the
///   candidate's training sets before
/// @param limits what reading the files may take
public record ComparisonRequest(
    PublishedVersion candidate,
    PublishedVersion champion,
    List<Path> files,
    long candidatesBefore,
    EngineLimits limits) {
  /// Takes a copy of the files.
  public ComparisonRequest {
    files = List.copyOf(files);
  }

  /// One of the two versions, as it was published.
  ///
  /// @param version what its document says
  /// @param documentSha256 the SHA-256 of the document as published, in hexadecimal
  public record PublishedVersion(ModelVersion version, String documentSha256) {}
}
