package credence.decision.segment;

import credence.files.FileFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Whether a decision log works.
public final class LogStatus {
  private final LogListener listener;
  private volatile @Nullable String failure;

  LogStatus(LogListener listener) {
    this.listener = listener;
  }

  /// Why records cannot be logged at present, without a path; null if they can.
  public @Nullable String failure() {
    return failure;
  }

  /// Notes a failure, and reports the first one.
  void fails(IOException e) {
    fails(FileFailure.reason(e), FileFailure.words(e));
  }

  /// Notes that the disk does not respond, and reports it if it is the first failure.
  void stalls(int millis) {
    String why = "the disk has not taken records for " + millis + " ms";
    fails(why, why);
  }

  private synchronized void fails(String reason, String words) {
    boolean first = failure == null;
    failure = reason;
    if (first) {
      listener.failing(words);
    }
  }

  /// Notes that records can be logged again.
  void works() {
    if (failure != null) {
      recovered();
    }
  }

  private synchronized void recovered() {
    if (failure != null) {
      failure = null;
      listener.working();
    }
  }
}
