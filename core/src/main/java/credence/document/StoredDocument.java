package credence.document;

/// The result of reading a stored document.
///
/// @param <T> what it holds
public sealed interface StoredDocument<T> {
  /// The document is complete.
  record Read<T>(T content) implements StoredDocument<T> {}

  /// The document does not hold what it should.
  ///
  /// @param expected what was expected, as text for users
  record Unreadable<T>(String expected) implements StoredDocument<T> {}
}
