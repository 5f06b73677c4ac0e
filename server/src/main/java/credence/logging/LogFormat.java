package credence.logging;

/// How a line of the log is written.
public enum LogFormat {
  /// Time, level, event and `name=value` pairs, for people.
  TEXT,
  /// One JSON object, for machines.
  JSON
}
