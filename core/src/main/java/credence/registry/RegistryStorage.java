package credence.registry;

import credence.model.ArtifactReference;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.artifact.Artifact;
import java.util.Optional;

/// The storage of a registry as one change sees it, while no other change can be made. Everything
/// that a change needs to know is in the history; a change writes the files of at most one version,
/// and one record.
public interface RegistryStorage {
  /// The history up to now, played; must not be modified.
  Replay replay();

  /// Appends the record that makes a change. When this returns, the record is durable.
  void append(HistoryRecord record);

  /// Whether the document of a version is missing, or is not what was published.
  boolean isDamaged(Publication publication);

  /// Writes the document of a version. When this returns, the document is durable; it does not
  /// count before the record of its publication is appended.
  ///
  /// @param sha256 the SHA-256 of the document, 64 lower-case hexadecimal digits
  void writeDocument(VersionName name, byte[] document, String sha256);

  /// Whether an artifact of a version is missing, or is not what was published.
  boolean isDamaged(Publication publication, ArtifactReference artifact);

  /// Writes an artifact of a version, as [Artifact#copyTo] gives its bytes, and never has it in
  /// memory whole. When this returns, the artifact is durable; it does not count before the record
  /// of the version's publication is appended.
  ///
  /// @return what is wrong with the artifact; empty if it was written
  Optional<LocatedError> writeArtifact(VersionName name, Artifact artifact);

  /// Deletes the document and all artifacts of a version that the history no longer has, or never
  /// had.
  void delete(VersionName name);
}
