package credence.dataset;

import credence.engine.TableFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.DoublePredicate;

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

  /// The progress of a part of the work, in shares of all of it.
  ///
  /// @param from the share that is done before, in [0, 1]
  /// @param to the share that is done afterwards
  default ReadProgress part(double from, double to) {
    long total = 1L << 30;
    return (done, partTotal) ->
        proceed((long) (total * (from + (to - from) * done / partTotal)), total);
  }

  /// The progress of reading the rows of files: what is left after CSV files were checked.
  default ReadProgress afterChecks(Collection<Path> files) {
    return TableFiles.anyChecked(files) ? part(TableFiles.CHECK_SHARE, 1) : this;
  }

  /// The same, given the share of the work that is done.
  default DoublePredicate shares() {
    long total = 1L << 30;
    return share -> proceed((long) (total * share), total);
  }
}
