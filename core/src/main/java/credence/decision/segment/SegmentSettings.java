package credence.decision.segment;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.List;

/// The settings of a decision log.
///
/// @param durability when a record counts as logged
/// @param segmentBytesMax the size from which a segment is continued in the next one, in bytes
/// @param segmentSecondsMax the age from which it is, in seconds
/// @param backlogBytesMax maximum size of the records of an event loop that wait to be written, in
///   bytes
/// @param backlogMillisMax how long a record may wait before its answer is refused, in milliseconds
public record SegmentSettings(
    Durability durability,
    int segmentBytesMax,
    int segmentSecondsMax,
    int backlogBytesMax,
    int backlogMillisMax) {
  /// Segments of 64 MiB or an hour; a backlog of 16 MiB or 1 s.
  public static SegmentSettings defaults(Durability durability) {
    return new SegmentSettings(durability, 64 << 20, 3_600, 16 << 20, 1_000);
  }

  /// All settings that are out of range; empty if the settings are valid.
  public List<LocatedError> errors() {
    List<LocatedError> errors = new ArrayList<>();
    check(errors, "decisionSegmentBytesMax", segmentBytesMax, 1 << 16, 1 << 30);
    check(errors, "decisionSegmentSecondsMax", segmentSecondsMax, 1, 86_400);
    check(errors, "decisionBacklogBytesMax", backlogBytesMax, 1 << 16, 1 << 30);
    check(errors, "decisionBacklogMillisMax", backlogMillisMax, 100, 60_000);
    return errors;
  }

  private static void check(
      List<LocatedError> errors, String setting, int value, int min, int max) {
    if (value < min || value > max) {
      errors.add(new LocatedError(setting, "expected an integer from " + min + " to " + max));
    }
  }
}
