package credence.prediction;

import java.util.Locale;

/// The lack of memory because of which a version with an intact document is not loaded.
///
/// @param neededBytes the memory that the version needs, in bytes, as far as it is known
/// @param leftBytes the memory that is available for it, in bytes
public record Shortage(long neededBytes, long leftBytes) {
  /// An example of setting the heap size, for messages.
  static final String HEAP_SETTING = "for example CREDENCE_JAVA_OPTIONS=-Xmx1g";

  private static final double MIB = 1 << 20;

  /// Describes the needed and the available memory and what to do, as a predicate.
  public String message() {
    return figures()
        + "; start the server with a larger heap ("
        + HEAP_SETTING
        + "), or retire or remove versions that are no longer needed";
  }

  /// Describes the needed and the available memory, as a predicate.
  String figures() {
    return String.format(
        Locale.ROOT,
        "needs about %.1f MiB of memory, but only %.1f MiB are available",
        neededBytes / MIB,
        leftBytes / MIB);
  }
}
