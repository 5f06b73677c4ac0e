package credence.registry;

import credence.model.LocatedError;
import credence.model.VersionName;

/// The result of reading a version's document.
public sealed interface DocumentReading
    permits DocumentReading.Whole, DocumentReading.Damaged, UnknownVersion {
  /// The document, as it was published.
  ///
  /// @param publication the version that it is of
  /// @param bytes the document; the receiver's own
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record Whole(Publication publication, byte[] bytes) implements DocumentReading {}

  /// The version exists and its document is missing, damaged or edited.
  ///
  /// @param version the version
  /// @param error names the file and says what to do
  record Damaged(VersionName version, LocatedError error) implements DocumentReading {}
}
