package credence.profiling;

import credence.dataset.ReadProgress;
import credence.files.FileStamp;
import credence.profiling.TrainingSetRegister.Check;
import credence.profiling.TrainingSetRegister.Progress;
import credence.run.TrainingSetEntry;
import java.util.List;
import java.util.function.Predicate;

/// Follows the checks of training sets, whose work is proportional to the sizes of their files.
/// Thread-safe.
final class CheckProgress {
  /// The share of a check that is done when its file has been read.
  private static final double READING_SHARE = 0.6;

  private final Progress progress;
  private final double bytesToCheck;
  private final double bytesInAll;
  private double bytesChecked;
  private double rowsPerByte;
  private long rowsChecked;
  private long rowsOfSet;
  private Check last;

  /// @param sets all sets of the home
  /// @param due whether a set is to be checked
  /// @param progress receives how far the checks are
  CheckProgress(List<TrainingSetEntry> sets, Predicate<TrainingSetEntry> due, Progress progress) {
    this.progress = progress;
    this.bytesToCheck =
        Math.max(1, sets.stream().filter(due).mapToDouble(CheckProgress::bytes).sum());
    this.bytesInAll = sets.stream().mapToDouble(CheckProgress::bytes).sum();
    this.last = new Check(sets.getFirst().name(), 0, 0, 0, 0);
  }

  private static double bytes(TrainingSetEntry set) {
    FileStamp stamp = set.stamp();
    return stamp == null ? 0 : stamp.bytes();
  }

  /// Reports how far the reading of a set is.
  synchronized boolean reading(TrainingSetEntry set, ReadProgress.State state) {
    if (state.rowsTotal() > 0) {
      rowsOfSet = state.rowsTotal();
      rowsPerByte = rowsOfSet / Math.max(1, bytes(set));
    }
    double share = state.shareDone() * READING_SHARE;
    last =
        new Check(
            set.name(),
            (bytesChecked + share * bytes(set)) / bytesToCheck,
            rowsChecked + state.rowsDone(),
            Math.round(rowsPerByte * bytesToCheck),
            Math.round(rowsPerByte * bytesInAll));
    return progress.proceed(last);
  }

  /// Reports the last state again.
  synchronized boolean again() {
    return progress.proceed(last);
  }

  /// Adds a set that has been checked.
  synchronized void end(TrainingSetEntry set) {
    bytesChecked += bytes(set);
    rowsChecked += rowsOfSet;
    rowsOfSet = 0;
  }
}
