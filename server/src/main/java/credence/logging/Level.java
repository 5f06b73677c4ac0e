package credence.logging;

/// The severity of an event.
public enum Level {
  /// Normal operation; no action required.
  INFO,
  /// Something does not work while the server continues to operate; should be investigated soon.
  WARNING,
  /// Something that should not happen has happened; action required.
  ERROR
}
