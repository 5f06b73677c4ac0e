package credence.dataset;

/// Receives the progress of reading files, and decides whether to continue.
@FunctionalInterface
public interface ReadProgress {
  /// Always continues, without reporting.
  ReadProgress SILENT = (done, total) -> true;

  /// Receives the progress; called every few thousand rows.
  ///
  /// @param rowsDone rows read so far
  /// @param rowsTotal the total number of rows, at least 1
  /// @return false to cancel the reading
  boolean proceed(long rowsDone, long rowsTotal);
}
