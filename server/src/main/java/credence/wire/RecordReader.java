package credence.wire;

import credence.scoring.FeatureVector;
import org.jspecify.annotations.Nullable;

/// Reads an applicant's record into the slots of a layout. Made once for each plan and thread, and
/// used again for each record; not safe for use by several threads.
public abstract class RecordReader {
  private final FeatureVector vector;
  private int idFrom;
  private int idTo;
  private @Nullable ReadError error;

  /// A reader into a vector.
  ///
  /// @param vector receives the values of each record
  protected RecordReader(FeatureVector vector) {
    this.vector = vector;
  }

  /// A reader into the same layout for another thread, which shares with this one what does not
  /// change.
  public abstract RecordReader forAnotherThread();

  /// Reads one record. An input of the wrong type or near a misspelt name is a flaw of its slot and
  /// no fault of the record: which versions it keeps from scoring, their scorers say.
  ///
  /// @param bytes holds the record, and perhaps more
  /// @param from where the record begins
  /// @param to where it ends, exclusive
  /// @return true if the record was read; false: [#error()] says why
  public abstract boolean read(byte[] bytes, int from, int to);

  /// The text of the id of the record read last, by which the applicant is assigned to a share of
  /// the traffic: the same text for the same applicant, however the record writes it. Until the
  /// next record is read.
  ///
  /// @param bytes what the record was read from
  public abstract IdText idText(byte[] bytes);

  /// Notes what came of reading a record.
  ///
  /// @param from where the id begins as the record writes it
  /// @param to where the id ends, exclusive
  /// @param found why the record was not read; null if it was
  /// @return whether it was read
  protected final boolean note(int from, int to, @Nullable ReadError found) {
    idFrom = from;
    idTo = to;
    error = found;
    return found == null;
  }

  /// The values of the record read last; also after [ReadError.Kind#INVALID_ID], so that the faults
  /// of the inputs can be listed with it.
  public final FeatureVector vector() {
    return vector;
  }

  /// Where the id begins in the bytes read last, as the record writes it and an answer repeats it.
  public final int idFrom() {
    return idFrom;
  }

  /// Where the id ends, exclusive.
  public final int idTo() {
    return idTo;
  }

  /// Why the record read last was not read.
  ///
  /// @throws IllegalStateException if it was
  public final ReadError error() {
    if (error == null) {
      throw new IllegalStateException("the last record was read without a problem");
    }
    return error;
  }
}
