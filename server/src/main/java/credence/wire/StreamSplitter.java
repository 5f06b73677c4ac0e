package credence.wire;

/// Splits a batch that is received in chunks into records without reading them. Holds at most one
/// partial record between chunks, within a byte budget.
///
/// Not thread-safe.
public interface StreamSplitter {
  /// Receives the records in order.
  interface Records {
    /// Receives a record.
    ///
    /// @param index its index in the batch, from 0
    /// @param bytes contains it from `from` to `to`; valid only until this method returns
    void record(long index, byte[] bytes, int from, int to);

    /// Receives the error of a record that exceeds the maximum length.
    ///
    /// @param index its index in the batch, from 0
    /// @param error the error to report
    void overlong(long index, ReadError error);

    /// Called if the byte budget is exhausted by a partial record; the rest of it is skipped.
    default void overBudget() {}

    /// Whether the next record of the chunk may follow immediately.
    default boolean acceptsMore() {
      return true;
    }
  }

  /// Splits the next chunk, and passes on the records that end in it.
  ///
  /// @return the position at which it stopped because [Records#acceptsMore()] returned false; `to`
  ///   if it processed the whole chunk
  int take(byte[] chunk, int from, int to, Records records);

  /// Ends the batch, and passes on an unterminated last record.
  void finish(Records records);

  /// Releases the bytes held; called at the latest when the batch ends.
  void release();
}
