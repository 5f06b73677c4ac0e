package credence.dataset;

import credence.engine.TableFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.DoublePredicate;

/// Receives the progress of reading files, and decides whether to continue.
@FunctionalInterface
public interface ReadProgress {
  /// Always continues, without reporting.
  ReadProgress SILENT = _ -> true;

  /// How far a reading is.
  ///
  /// @param shareDone the share of the work that is done, in [0, 1]
  /// @param rowsDone the rows read so far; 0 while CSV files are checked
  /// @param rowsTotal the total number of rows; 0 while CSV files are checked, which counts them
  record State(double shareDone, long rowsDone, long rowsTotal) {}

  /// Receives the progress; called every few thousand rows.
  ///
  /// @return false to cancel the reading
  boolean proceed(State state);

  /// Receives the progress of reading rows, which is the whole work.
  ///
  /// @param rowsDone rows read so far
  /// @param rowsTotal the total number of rows, at least 1
  /// @return false to cancel the reading
  default boolean proceed(long rowsDone, long rowsTotal) {
    return proceed(new State((double) rowsDone / rowsTotal, rowsDone, rowsTotal));
  }

  /// The progress of a part of the work, in shares of all of it.
  ///
  /// @param from the share that is done before, in [0, 1]
  /// @param to the share that is done afterwards
  default ReadProgress part(double from, double to) {
    return part ->
        proceed(
            new State(from + (to - from) * part.shareDone(), part.rowsDone(), part.rowsTotal()));
  }

  /// The progress of reading the rows of files: what is left after CSV files were checked.
  default ReadProgress afterChecks(Collection<Path> files) {
    return TableFiles.anyChecked(files) ? part(TableFiles.CHECK_SHARE, 1) : this;
  }

  /// The progress of work that counts no rows, given its share that is done.
  default DoublePredicate shares() {
    return share -> proceed(new State(share, 0, 0));
  }
}
