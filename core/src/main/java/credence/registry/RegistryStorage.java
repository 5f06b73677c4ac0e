package credence.registry;

import credence.model.VersionName;

/// The storage of a registry as one change sees it, while no other change can be made. Everything
/// that a change needs to know is in the history; a change writes at most one document and one
/// record.
public interface RegistryStorage {
  /// The history up to now, played; not to be changed.
  Replay replay();

  /// Appends the record that makes a change. When this returns, the record is durable.
  void append(HistoryRecord record);

  /// Whether the document of a version is missing, or is not what was published.
  boolean isDamaged(Publication publication);

  /// Writes the document of a version. It does not count before the record of its publication is
  /// appended.
  ///
  /// @param sha256 the SHA-256 of the document, 64 lower-case hexadecimal digits
  void writeDocument(VersionName name, byte[] document, String sha256);

  /// Deletes the document of a version that the history no longer has, or never had.
  void deleteDocument(VersionName name);
}
