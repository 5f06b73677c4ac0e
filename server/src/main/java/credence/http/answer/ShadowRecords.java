package credence.http.answer;

import credence.decision.DecisionLog;
import credence.decision.DecisionRecords;
import credence.decision.DecisionSource;
import credence.decision.RequestOrigin;
import credence.http.departure.MicroClock;
import credence.prediction.ShadowQueue;
import credence.scoring.Prediction;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.RejectedExecutionException;

/// Records the predictions of shadows in separate records that refer to the decision, so no answer
/// waits for a shadow or fails because of one. At most one append is in progress. Meanwhile, a
/// limited number of records is collected; beyond it, applicants wait in their queue, which counts
/// those that it drops.
public final class ShadowRecords implements ShadowQueue.Predicted, DecisionLog.Completion {
  private static final int RECORDS_MAX = 1024;

  private final DecisionLog log;
  private final boolean wantsRecords;
  private final MicroClock clock = new MicroClock();
  private final SingleThreadEventLoop loop;
  private final Runnable settle = this::settle;
  private DecisionRecords collected = new DecisionRecords();
  private DecisionRecords appended = new DecisionRecords();
  private Runnable whenReady = () -> {};
  private long decision;
  private boolean started;
  private boolean appending;

  public ShadowRecords(DecisionLog log, SingleThreadEventLoop loop) {
    this.log = log;
    this.wantsRecords = log.wantsRecords();
    this.loop = loop;
  }

  @Override
  public void take(long of, DecisionSource source, Prediction prediction) {
    if (!wantsRecords) {
      return;
    }
    if (!started || of != decision) {
      collected.complete();
      collected.begin(of, clock.micros(), source, RequestOrigin.NONE);
      decision = of;
      started = true;
    }
    collected.add(prediction);
  }

  /// Passes the collected records to the log unless an append is in progress.
  ///
  /// @param resume run when more records can be collected, if this method returns false
  /// @return whether more records can be collected
  public boolean append(Runnable resume) {
    collected.complete();
    started = false;
    if (!appending && collected.size() > 0) {
      DecisionRecords next = collected;
      collected = appended;
      appended = next;
      appending = true;
      try {
        log.append(next, this);
      } catch (RuntimeException e) {
        failed(); // Reported by the answers, like any failure of the log.
      }
    }
    boolean ready = collected.size() < RECORDS_MAX;
    whenReady = ready ? () -> {} : resume;
    return ready;
  }

  @Override
  public void logged() {
    completed();
  }

  @Override
  public void failed() {
    completed();
  }

  private void completed() {
    try {
      loop.execute(settle);
    } catch (RejectedExecutionException _) {
      // The server has stopped.
    }
  }

  private void settle() {
    appended.clear();
    appending = false;
    Runnable resume = whenReady;
    whenReady = () -> {};
    append(() -> {});
    resume.run();
  }
}
