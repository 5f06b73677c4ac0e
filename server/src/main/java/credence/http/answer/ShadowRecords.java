package credence.http.answer;

import credence.decision.DecisionLog;
import credence.decision.DecisionRecords;
import credence.prediction.ShadowQueue;
import credence.scoring.Prediction;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.RejectedExecutionException;

/// Has what shadows predict recorded, in records of their own that name the decision: so no answer
/// waits for a shadow or fails with one. One append is under way at a time. Meanwhile a bounded
/// number of records collects; beyond that the applicants wait in their queue, where those that
/// find no room are counted as dropped.
public final class ShadowRecords implements ShadowQueue.Predicted, DecisionLog.Completion {
  private static final int RECORDS_MAX = 1024;

  private final DecisionLog log;
  private final boolean wantsRecords;
  private final SingleThreadEventLoop loop;
  private final Runnable settle = this::settle;
  private DecisionRecords collected = new DecisionRecords();
  private DecisionRecords appended = new DecisionRecords();
  private Runnable whenRoom = () -> {};
  private long decision;
  private boolean begun;
  private boolean appending;

  public ShadowRecords(DecisionLog log, SingleThreadEventLoop loop) {
    this.log = log;
    this.wantsRecords = log.wantsRecords();
    this.loop = loop;
  }

  @Override
  public void take(long of, Prediction prediction) {
    if (!wantsRecords) {
      return;
    }
    if (!begun || of != decision) {
      collected.complete();
      collected.begin(of);
      decision = of;
      begun = true;
    }
    collected.add(prediction);
  }

  /// Hands what has been collected to the log, unless that has some already.
  ///
  /// @param resume done when there is room again, if there is none
  /// @return whether there is room for more
  public boolean append(Runnable resume) {
    collected.complete();
    begun = false;
    if (!appending && collected.size() > 0) {
      DecisionRecords next = collected;
      collected = appended;
      appended = next;
      appending = true;
      try {
        log.append(next, this);
      } catch (RuntimeException e) {
        failed(); // As any other failure of the log: answers tell of that.
      }
    }
    boolean hasRoom = collected.size() < RECORDS_MAX;
    whenRoom = hasRoom ? () -> {} : resume;
    return hasRoom;
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
    Runnable resume = whenRoom;
    whenRoom = () -> {};
    append(() -> {});
    resume.run();
  }
}
