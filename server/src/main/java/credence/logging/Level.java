package credence.logging;

/// How much an event asks of its reader.
public enum Level {
  /// Nothing.
  INFO,
  /// To look into it soon: something does not work and is being lived with.
  WARNING,
  /// To act: something that should not happen has happened.
  ERROR
}
