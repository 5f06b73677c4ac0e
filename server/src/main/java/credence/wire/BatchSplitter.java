package credence.wire;

import org.jspecify.annotations.Nullable;

/// Divides a batch that has come whole into its records, without reading these. Not safe for use by
/// several threads.
public interface BatchSplitter {
  /// Divides a batch.
  ///
  /// @param bytes holds the batch from `from` to `to`, and stays as it is until the last record has
  ///   been read
  /// @return null if it was divided; else why not
  @Nullable ReadError split(byte[] bytes, int from, int to);

  /// Whether the batch was not divided since there was no room for what that takes.
  boolean isOverBudget();

  /// How many records the batch has that was divided last.
  int count();

  /// What holds a record; until another record is asked for.
  ///
  /// @param record its place in the batch, from 0
  byte[] bytes(int record);

  /// Where a record begins in its bytes.
  int from(int record);

  /// Where a record ends in its bytes, exclusive.
  int to(int record);
}
