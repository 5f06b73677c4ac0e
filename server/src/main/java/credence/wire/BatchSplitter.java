package credence.wire;

import org.jspecify.annotations.Nullable;

/// Splits a complete batch into records without reading them.
///
/// Not thread-safe.
public interface BatchSplitter {
  /// Splits a batch.
  ///
  /// @param bytes contains the batch from `from` to `to`; must not be modified until the last
  ///   record has been read
  /// @return null if it was split; otherwise the reason why not
  @Nullable ReadError split(byte[] bytes, int from, int to);

  /// Whether the batch was not split because the byte budget is exhausted.
  boolean isOverBudget();

  /// The number of records in the last batch.
  int count();

  /// The array that contains a record; valid until another record is requested.
  ///
  /// @param record its index in the batch, from 0
  byte[] bytes(int record);

  /// The start of a record in its array.
  int from(int record);

  /// The end of a record in its array, exclusive.
  int to(int record);
}
