package credence.http;

import java.util.Locale;

/// The reason why a connection was closed without a request of its client or a response that
/// announced it.
public enum CutOff {
  /// It was idle for too long.
  IDLE,
  /// Its client did not read its responses for too long.
  UNREAD,
  /// It held memory without progress while little was left.
  MEMORY;

  /// The value of the metrics' label.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
