package credence.app;

import java.util.Locale;

/// How a bad client sends and reads.
enum BadManner {
  /// Sends as fast as the server takes it, and reads all.
  READING,
  /// Sends a byte at a time, and reads all.
  SLOW_SENDING,
  /// Sends as fast as the server takes it, and reads a few bytes at a time.
  SLOW_READING,
  /// Sends as fast as the server takes it, and never reads.
  UNREAD,
  /// Sends once, ends its side of the connection, and then reads all.
  HALF_CLOSED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
