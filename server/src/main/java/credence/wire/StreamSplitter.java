package credence.wire;

/// Divides a batch into its records as it comes, in chunks, without reading the records. Holds at
/// most one record's bytes between chunks, and asks before it does. Not safe for use by several
/// threads.
public interface StreamSplitter {
  /// Takes the records, one after another.
  interface Records {
    /// A record.
    ///
    /// @param index its place in the batch, from 0
    /// @param bytes holds it from `from` to `to`; only until this method returns
    void record(long index, byte[] bytes, int from, int to);

    /// A record that is longer than records may be.
    ///
    /// @param index its place in the batch, from 0
    /// @param error says so
    void overlong(long index, ReadError error);

    /// There is no room for the beginning of a record, whose rest is skipped.
    default void overBudget() {}

    /// Whether the next record of the chunk may follow at once.
    default boolean acceptsMore() {
      return true;
    }
  }

  /// Takes the next chunk; hands on the records that end in it.
  ///
  /// @return where it was left off, since [Records#acceptsMore()] said so; `to` if it was taken
  ///   whole
  int take(byte[] chunk, int from, int to, Records records);

  /// Takes the end of the batch; hands on a last record that nothing has ended.
  void finish(Records records);

  /// Lets go of what is held, at the latest when the batch ends.
  void release();
}
