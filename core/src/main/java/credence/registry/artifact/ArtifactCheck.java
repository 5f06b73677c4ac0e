package credence.registry.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import credence.files.FileFailure;
import credence.model.LocatedError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the artifacts of a publication before anything is written.
///
/// @param artifactsMax how many artifacts a version may have
/// @param artifactBytesMax the longest artifact
public record ArtifactCheck(int artifactsMax, long artifactBytesMax) {
  /// What is wrong with the artifacts of a document; empty if nothing is. Each artifact that is not
  /// too long is read once.
  public List<LocatedError> errors(byte[] document, List<Artifact> artifacts) {
    if (artifacts.isEmpty()) {
      return List.of();
    }
    if (artifacts.size() > artifactsMax) {
      String count = "there are " + artifacts.size() + "; at most " + artifactsMax;
      return List.of(new LocatedError("artifacts", count + " are allowed"));
    }
    String text = new String(document, ISO_8859_1); // Digits and letters are the same in UTF-8.
    List<LocatedError> errors = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      if (!text.contains(artifact.reference().sha256())) {
        errors.add(artifact.error("expected the document to name it by its SHA-256"));
      }
      lengthError(artifact).or(() -> contentError(artifact)).ifPresent(errors::add);
    }
    return errors;
  }

  private Optional<LocatedError> lengthError(Artifact artifact) {
    long bytes = artifact.reference().bytes();
    return bytes <= artifactBytesMax
        ? Optional.empty()
        : Optional.of(
            artifact.error(
                "has " + bytes + " bytes; at most " + artifactBytesMax + " are allowed"));
  }

  private static Optional<LocatedError> contentError(Artifact artifact) {
    try {
      return artifact.copyTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      return Optional.of(artifact.error("cannot be read: " + FileFailure.reason(e)));
    }
  }
}
