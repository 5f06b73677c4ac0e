package credence.decision;

import credence.scoring.Prediction;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Records of decisions in order of creation: for each, the applicant's record as received and the
/// predictions of the versions. A reusable buffer that does not allocate objects. Not thread-safe.
///
/// A record counts only once it is complete: one that was begun and not completed, because its
/// answer failed, is replaced by the next.
///
/// Predictions of shadows follow in records of their own, which name the decision and have no
/// content ([#isSupplement(int)]).
public final class DecisionRecords {
  /// The estimated size of a record without its content.
  private static final int RECORD_BYTES = 64;

  private static final int PREDICTION_BYTES = 32;

  /// The largest buffer that is kept when it is cleared.
  private static final int KEPT_BYTES_MAX = 1 << 20;

  private byte[] content = {};
  private long[] numbers = {};
  private long[] micros = {};
  private @Nullable DecisionSource[] sources = {};
  private @Nullable RequestOrigin[] origins = {};
  private int[] contentTo = {};
  private int[] idFrom = {};
  private int[] idTo = {};
  private int[] predictionsTo = {};
  private int[] versions = {};
  private Prediction.@Nullable Route[] routes = {};
  private double[] probabilities = {};
  private @Nullable String[] imputed = {};
  private @Nullable String[] unseen = {};
  private int size;
  private long recordBytes;
  private boolean begun;
  private int contentSize;
  private int predictions;

  /// Begins the record of a decision, replacing one that was not completed.
  ///
  /// @param number the decision's [DecisionNumber], larger than those before it
  /// @param timeMicros the time, in microseconds since 1970
  /// @param source the versions that may have made predictions
  /// @param origin the request
  public void begin(long number, long timeMicros, DecisionSource source, RequestOrigin origin) {
    contentSize = size == 0 ? 0 : contentTo[size - 1];
    predictions = size == 0 ? 0 : predictionsTo[size - 1];
    if (size == numbers.length) {
      grow(Math.max(16, 2 * size));
    }
    numbers[size] = number;
    micros[size] = timeMicros;
    sources[size] = source;
    origins[size] = origin;
    idFrom[size] = 0;
    idTo[size] = 0;
    begun = true;
  }

  /// Sets the content of the record that was begun: the applicant's record as it was received.
  ///
  /// @param bytes contains it; it is copied
  /// @param from where it begins
  /// @param to where it ends, exclusive; above `from`
  /// @param literalFrom where the JSON literal of the applicant's id begins
  /// @param literalTo where that literal ends, exclusive
  public void content(byte[] bytes, int from, int to, int literalFrom, int literalTo) {
    int begin = size == 0 ? 0 : contentTo[size - 1];
    int end = begin + to - from;
    if (end > content.length) {
      content = Arrays.copyOf(content, Math.max(end, 2 * content.length));
    }
    System.arraycopy(bytes, from, content, begin, to - from);
    idFrom[size] = begin + literalFrom - from;
    idTo[size] = begin + literalTo - from;
    contentSize = end;
  }

  private void grow(int larger) {
    numbers = Arrays.copyOf(numbers, larger);
    micros = Arrays.copyOf(micros, larger);
    sources = Arrays.copyOf(sources, larger);
    origins = Arrays.copyOf(origins, larger);
    contentTo = Arrays.copyOf(contentTo, larger);
    idFrom = Arrays.copyOf(idFrom, larger);
    idTo = Arrays.copyOf(idTo, larger);
    predictionsTo = Arrays.copyOf(predictionsTo, larger);
  }

  /// Adds a version's prediction to the record that was begun.
  public void add(Prediction prediction) {
    if (predictions == versions.length) {
      int larger = Math.max(16, 2 * predictions);
      versions = Arrays.copyOf(versions, larger);
      routes = Arrays.copyOf(routes, larger);
      probabilities = Arrays.copyOf(probabilities, larger);
      imputed = Arrays.copyOf(imputed, larger);
      unseen = Arrays.copyOf(unseen, larger);
    }
    versions[predictions] = prediction.version().index();
    routes[predictions] = prediction.route();
    probabilities[predictions] = prediction.probability();
    boolean scored = prediction.isScored();
    imputed[predictions] = scored ? InputNames.imputed(prediction) : null;
    unseen[predictions] = scored ? InputNames.unseen(prediction) : null;
    predictions++;
  }

  /// Completes the record that was begun.
  ///
  /// @return its approximate size in memory, in bytes; 0 if none was begun
  public long complete() {
    if (!begun) {
      return 0;
    }
    begun = false;
    long bytes =
        RECORD_BYTES
            + (contentSize - (size == 0 ? 0L : contentTo[size - 1]))
            + PREDICTION_BYTES * (predictions - (size == 0 ? 0L : predictionsTo[size - 1]));
    recordBytes += bytes;
    contentTo[size] = contentSize;
    predictionsTo[size] = predictions;
    size++;
    return bytes;
  }

  /// The approximate size in memory of the complete records, in bytes.
  public long bytes() {
    return recordBytes;
  }

  /// How many records are complete.
  public int size() {
    return size;
  }

  /// The [DecisionNumber] of a record's decision.
  public long number(int record) {
    return numbers[checked(record)];
  }

  /// The time of a record, in microseconds since 1970.
  public long timeMicros(int record) {
    return micros[checked(record)];
  }

  /// The versions that may have made a record's predictions.
  public DecisionSource source(int record) {
    return Objects.requireNonNull(sources[checked(record)]);
  }

  /// The request of a record.
  public RequestOrigin origin(int record) {
    return Objects.requireNonNull(origins[checked(record)]);
  }

  /// Whether a record supplements one of an earlier append.
  public boolean isSupplement(int record) {
    return contentFrom(record) == contentTo(record);
  }

  /// The array that holds the content of all records.
  public byte[] content() {
    return content;
  }

  /// Where a record's content begins in the array: the applicant's record as it was received.
  public int contentFrom(int record) {
    return checked(record) == 0 ? 0 : contentTo[record - 1];
  }

  /// Where a record's content ends, exclusive.
  public int contentTo(int record) {
    return contentTo[checked(record)];
  }

  /// Where the JSON literal of the applicant's id begins in the array.
  public int idFrom(int record) {
    return idFrom[checked(record)];
  }

  /// Where that literal ends, exclusive.
  public int idTo(int record) {
    return idTo[checked(record)];
  }

  /// The index of a record's first prediction.
  public int predictionsFrom(int record) {
    return checked(record) == 0 ? 0 : predictionsTo[record - 1];
  }

  /// The index after a record's last prediction.
  public int predictionsTo(int record) {
    return predictionsTo[checked(record)];
  }

  /// The index in the record's [DecisionSource] of the version that made a prediction.
  public int version(int prediction) {
    return versions[prediction];
  }

  /// Why that version was used.
  public Prediction.Route route(int prediction) {
    return Objects.requireNonNull(routes[prediction]);
  }

  /// The probability; NaN if the version could not score the applicant.
  public double probability(int prediction) {
    return probabilities[prediction];
  }

  /// The missing inputs that the version filled, as [InputNames] lists them; null if there are
  /// none.
  public @Nullable String imputed(int prediction) {
    return imputed[prediction];
  }

  /// The inputs with a level unseen in training, as [InputNames] lists them; null if there are
  /// none.
  public @Nullable String unseen(int prediction) {
    return unseen[prediction];
  }

  private int checked(int record) {
    return Objects.checkIndex(record, size);
  }

  /// Removes all records.
  public void clear() {
    size = 0;
    recordBytes = 0;
    begun = false;
    if (content.length > KEPT_BYTES_MAX) {
      content = new byte[0];
    }
  }
}
