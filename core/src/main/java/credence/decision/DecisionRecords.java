package credence.decision;

import credence.model.VersionName;
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
  private static final int RECORD_BYTES = 32;

  private static final int PREDICTION_BYTES = 24;

  /// The largest buffer that is kept when it is cleared.
  private static final int KEPT_BYTES_MAX = 1 << 20;

  private byte[] content = {};
  private long[] numbers = {};
  private int[] contentTo = {};
  private int[] predictionsTo = {};
  private @Nullable VersionName[] versions = {};
  private Prediction.@Nullable Route[] routes = {};
  private double[] probabilities = {};
  private int size;
  private boolean begun;
  private int contentSize;
  private int predictions;

  /// Begins the record of a decision, replacing one that was not completed.
  ///
  /// @param number the decision's number, larger than those before it
  /// @param source holds the applicant's record, which is copied
  /// @param from where it begins
  /// @param to where it ends, exclusive; above `from`
  public void begin(long number, byte[] source, int from, int to) {
    begin(number);
    int end = contentSize + to - from;
    if (end > content.length) {
      content = Arrays.copyOf(content, Math.max(end, 2 * content.length));
    }
    System.arraycopy(source, from, content, contentSize, to - from);
    contentSize = end;
  }

  /// Begins a record that supplements an earlier one, replacing one that was not completed.
  ///
  /// @param number the number of the decision that it belongs to
  public void begin(long number) {
    contentSize = size == 0 ? 0 : contentTo[size - 1];
    predictions = size == 0 ? 0 : predictionsTo[size - 1];
    if (size == numbers.length) {
      int larger = Math.max(16, 2 * size);
      numbers = Arrays.copyOf(numbers, larger);
      contentTo = Arrays.copyOf(contentTo, larger);
      predictionsTo = Arrays.copyOf(predictionsTo, larger);
    }
    numbers[size] = number;
    begun = true;
  }

  /// Adds a version's prediction to the record that was begun.
  public void add(Prediction prediction) {
    if (predictions == versions.length) {
      int larger = Math.max(16, 2 * predictions);
      versions = Arrays.copyOf(versions, larger);
      routes = Arrays.copyOf(routes, larger);
      probabilities = Arrays.copyOf(probabilities, larger);
    }
    versions[predictions] = prediction.version().name();
    routes[predictions] = prediction.route();
    probabilities[predictions] = prediction.probability();
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
    contentTo[size] = contentSize;
    predictionsTo[size] = predictions;
    size++;
    return bytes;
  }

  /// How many records are complete.
  public int size() {
    return size;
  }

  /// The number of a record's decision.
  public long number(int record) {
    return numbers[checked(record)];
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

  /// The index of a record's first prediction.
  public int predictionsFrom(int record) {
    return checked(record) == 0 ? 0 : predictionsTo[record - 1];
  }

  /// The index after a record's last prediction.
  public int predictionsTo(int record) {
    return predictionsTo[checked(record)];
  }

  /// The version that made the prediction at an index.
  public VersionName version(int prediction) {
    return Objects.requireNonNull(versions[prediction]);
  }

  /// Why that version was used.
  public Prediction.Route route(int prediction) {
    return Objects.requireNonNull(routes[prediction]);
  }

  /// The probability; NaN if the version could not score the applicant.
  public double probability(int prediction) {
    return probabilities[prediction];
  }

  private int checked(int record) {
    return Objects.checkIndex(record, size);
  }

  /// Removes all records.
  public void clear() {
    size = 0;
    begun = false;
    if (content.length > KEPT_BYTES_MAX) {
      content = new byte[0];
    }
  }
}
