package credence.retraining;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The settings of training sets and training runs. Their defaults are defined only here.
///
/// @param trainingSetQuietSeconds how long a file's size and modification time must remain
///   unchanged before the file is considered complete, in seconds, 0 to 3,600
/// @param trainingSetBytesMax the maximum size of an uploaded training set, in bytes
/// @param trainOnArrival whether an accepted training set starts a training run automatically
/// @param trainingRunsAtOnce the maximum number of concurrent training runs, 1 to 16
/// @param trainingRunsQueuedMax the maximum number of waiting training runs, 1 to 1,000
/// @param trainingHeapMebibytes the Java heap of each training run and check, in MiB, at least 24;
///   0 derives it from the memory that the server does not use
/// @param trainingEngineMebibytes the additional memory of its DuckDB, in MiB, at least 64; 0
///   derives it likewise
/// @param trainingNice the nice value of children relative to the server, 0 to 19; at 19 they get
///   the processor only if nothing else needs it, on systems that support this
/// @param trainingSetCheckSecondsMax the time limit of the check of a training set, in seconds, 1
///   to 86,400
/// @param trainingRetrySecondsMax the maximum delay before the queue retries after a full or failed
///   disk, in seconds, 1 to 3,600; the first delay is a second, each further one is twice as long
/// @param trainingFreeMebibytesMin the free disk space required to start a run, in MiB
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
  /// The nice value of the lowest priority.
  static final int NICE_MAX = 19;

  /// The smallest heap with which a small set can be trained, in MiB; measured.
  static final int HEAP_MEBIBYTES_MIN = 24;

  /// The smallest memory limit with which the parquet engine works, in MiB.
  static final int ENGINE_MEBIBYTES_MIN = 64;

  private static final int MEBIBYTES_MAX = 1 << 20;

  /// The defaults: complete after 5 s, uploads of up to 8 GiB, no training on arrival, one run at a
  /// time and up to 100 waiting, memory derived from the machine's, the lowest priority, an hour
  /// for a check, at most a minute between retries, 16 MiB of free disk space.
  public static RetrainingSettings defaults() {
    return new RetrainingSettings(5, 8L << 30, false, 1, 100, 0, 0, NICE_MAX, 3_600, 60, 16);
  }

  /// An error for each setting that is out of range; empty if all are valid.
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
              String.format(
                  Locale.ROOT,
                  "expected 0 to derive it from the machine's memory, or from %d (the minimum for a small set) to %d MiB",
                  least,
                  MEBIBYTES_MAX)));
    }
  }

  private static void check(
      List<LocatedError> errors, String setting, long value, long least, long most) {
    if (value < least || value > most) {
      errors.add(new LocatedError(setting, "expected an integer from " + least + " to " + most));
    }
  }
}
