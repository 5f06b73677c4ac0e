package credence.wire;

import credence.scoring.FeatureVector;
import org.jspecify.annotations.Nullable;

/// Reads an applicant's record into the slots of a layout. Created once for each plan and thread,
/// and reused for each record.
///
/// Not thread-safe.
public abstract class RecordReader {
  private final FeatureVector vector;
  private int idFrom;
  private int idTo;
  private @Nullable ReadError error;

  /// Creates a reader into a vector.
  ///
  /// @param vector receives the values of each record
  protected RecordReader(FeatureVector vector) {
    this.vector = vector;
  }

  /// A reader for the same layout and another thread; shares immutable state with this one.
  public abstract RecordReader forAnotherThread();

  /// Reads one record. A value of the wrong type and a misspelt name are errors of the slot, not of
  /// the record: each version's scorer decides whether they prevent it from scoring.
  ///
  /// @param bytes contains the record
  /// @param from the start of the record
  /// @param to its end, exclusive
  /// @return whether the record was read; if not, [#error()] returns the reason
  public abstract boolean read(byte[] bytes, int from, int to);

  /// The text of the last record's id, which determines the applicant's assignment to a share of
  /// the traffic: the same applicant has the same text, however the id is escaped. Valid until the
  /// next record is read.
  ///
  /// @param bytes the array that the record was read from
  public abstract IdText idText(byte[] bytes);

  /// Stores the result of reading a record.
  ///
  /// @param from the start of the id's literal
  /// @param to its end, exclusive
  /// @param found the reason why the record was not read; null if it was
  /// @return whether it was read
  protected final boolean setResult(int from, int to, @Nullable ReadError found) {
    idFrom = from;
    idTo = to;
    error = found;
    return found == null;
  }

  /// The values of the last record; also set after [ReadError.Kind#INVALID_ID], so that errors in
  /// the inputs can be reported with it.
  public final FeatureVector vector() {
    return vector;
  }

  /// The start of the last record's id literal, which an answer repeats unchanged.
  public final int idFrom() {
    return idFrom;
  }

  /// The end of the id's literal, exclusive.
  public final int idTo() {
    return idTo;
  }

  /// The reason why the last record was not read.
  ///
  /// @throws IllegalStateException if it was read
  public final ReadError error() {
    if (error == null) {
      throw new IllegalStateException("the last record was read without error");
    }
    return error;
  }
}
