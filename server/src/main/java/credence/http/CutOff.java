package credence.http;

import java.util.Locale;

/// Why a connection was closed although its client had not asked for it and no answer said so.
public enum CutOff {
  /// It had no request for too long.
  IDLE,
  /// Its client did not take the answers that it was owed for too long.
  UNREAD,
  /// It held memory without progress while there was little left.
  MEMORY;

  /// The reason as metrics name it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
