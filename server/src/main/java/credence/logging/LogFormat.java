package credence.logging;

/// The format of log lines.
public enum LogFormat {
  /// Time, level, event and `name=value` pairs, for people.
  TEXT,
  /// One JSON object, for machines.
  JSON
}
