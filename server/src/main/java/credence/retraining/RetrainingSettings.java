package credence.retraining;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.List;

/// What can be set about training sets and training runs. Each default is stated here and nowhere
/// else.
///
/// @param trainingSetQuietSeconds how long a file's size and time must not change before it counts
///   as complete, 0 to 3,600
/// @param trainingSetBytesMax the longest training set that may be uploaded, in bytes
/// @param trainOnArrival whether a training set that was accepted is trained on by itself
/// @param trainingRunsAtOnce how many training runs work at the same time, 1 to 16
/// @param trainingRunsQueuedMax how many more may wait, 1 to 1,000
/// @param trainingHeapMebibytes the Java heap of each run and each check; 0: as the memory allows
///   that the server leaves, else at least 24
/// @param trainingEngineMebibytes the memory of each one's DuckDB, besides the heap; 0: likewise,
///   else at least 64
/// @param trainingNice how much lower than the server's their priority is, 0 to 19; at 19 they take
///   the processor only when nothing else wants it, where the system can do that
/// @param trainingSetCheckSecondsMax how long the check of one set may take
/// @param trainingRetrySecondsMax the longest pause after which the queue tries again where the
///   disk was full or failed, 1 to 3,600; the first pause is a second, each next one twice as long
/// @param trainingFreeMebibytesMin how much of the home's disk has to be free for a run to begin
public record RetrainingSettings(
    int trainingSetQuietSeconds,
    long trainingSetBytesMax,
    boolean trainOnArrival,
    int trainingRunsAtOnce,
    int trainingRunsQueuedMax,
    int trainingHeapMebibytes,
    int trainingEngineMebibytes,
    int trainingNice,
    int trainingSetCheckSecondsMax,
    int trainingRetrySecondsMax,
    int trainingFreeMebibytesMin) {
  /// The lowest priority.
  static final int NICE_MAX = 19;

  /// The smallest heap that trains a small set; measured.
  static final int HEAP_MEBIBYTES_MIN = 24;

  /// The least that the parquet engine can work with.
  static final int ENGINE_MEBIBYTES_MIN = 64;

  private static final int MEBIBYTES_MAX = 1 << 20;

  /// 5 s quiet, uploads of 8 GiB, checks alone on arrival, one run at a time and 100 waiting,
  /// memory as the machine allows, the lowest priority, an hour for a check, a minute at most
  /// between two tries on a full disk, 16 MiB free for a run.
  public static RetrainingSettings defaults() {
    return new RetrainingSettings(5, 8L << 30, false, 1, 100, 0, 0, NICE_MAX, 3_600, 60, 16);
  }

  /// Every setting that is out of its range; empty if these can be used.
  public List<LocatedError> errors() {
    List<LocatedError> errors = new ArrayList<>();
    check(errors, "trainingSetQuietSeconds", trainingSetQuietSeconds, 0, 3_600);
    check(errors, "trainingSetBytesMax", trainingSetBytesMax, 1 << 10, 1L << 42);
    check(errors, "trainingRunsAtOnce", trainingRunsAtOnce, 1, 16);
    check(errors, "trainingRunsQueuedMax", trainingRunsQueuedMax, 1, 1_000);
    checkMemory(errors, "trainingHeapMebibytes", trainingHeapMebibytes, HEAP_MEBIBYTES_MIN);
    checkMemory(errors, "trainingEngineMebibytes", trainingEngineMebibytes, ENGINE_MEBIBYTES_MIN);
    check(errors, "trainingNice", trainingNice, 0, NICE_MAX);
    check(errors, "trainingSetCheckSecondsMax", trainingSetCheckSecondsMax, 1, 86_400);
    check(errors, "trainingRetrySecondsMax", trainingRetrySecondsMax, 1, 3_600);
    check(errors, "trainingFreeMebibytesMin", trainingFreeMebibytesMin, 0, 1 << 20);
    return errors;
  }

  private static void checkMemory(List<LocatedError> errors, String setting, int value, int least) {
    if (value != 0 && (value < least || value > MEBIBYTES_MAX)) {
      errors.add(
          new LocatedError(
              setting,
              "expected 0, for what the machine allows, or MiB from %d, the least that trains a small set, to %d"
                  .formatted(least, MEBIBYTES_MAX)));
    }
  }

  private static void check(
      List<LocatedError> errors, String setting, long value, long least, long most) {
    if (value < least || value > most) {
      errors.add(
          new LocatedError(setting, "expected a whole number from " + least + " to " + most));
    }
  }
}
