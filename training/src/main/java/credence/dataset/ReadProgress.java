package credence.dataset;

/// Told how far the reading of files is, and asked whether to go on.
@FunctionalInterface
public interface ReadProgress {
  /// Goes on whatever happens and tells nobody.
  ReadProgress SILENT = (done, total) -> true;

  /// Takes note; called every few thousand rows.
  ///
  /// @param rowsDone rows read so far
  /// @param rowsTotal rows that there are, at least 1
  /// @return false to give the reading up
  boolean proceed(long rowsDone, long rowsTotal);
}
