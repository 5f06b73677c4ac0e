package credence.decision;

/// The number of a decision among those of a writer: the segment that contains its record, and the
/// record's number in the segment, in one long. Numbers of a writer ascend.
public final class DecisionNumber {
  private static final int RECORD_BITS = 40;

  /// The largest number of a record in a segment.
  public static final long RECORD_MAX = (1L << RECORD_BITS) - 1;

  private DecisionNumber() {}

  /// The number of a record's decision.
  ///
  /// @param segment the segment's number, from 1
  /// @param record the record's number in the segment, from 1 to [#RECORD_MAX]
  public static long of(int segment, long record) {
    return ((long) segment << RECORD_BITS) | record;
  }

  /// The segment's number.
  public static int segment(long number) {
    return (int) (number >>> RECORD_BITS);
  }

  /// The record's number in its segment.
  public static long record(long number) {
    return number & RECORD_MAX;
  }
}
