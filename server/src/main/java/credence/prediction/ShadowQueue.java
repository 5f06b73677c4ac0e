package credence.prediction;

import credence.decision.DecisionSource;
import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The applicants that the shadows of a state have not scored yet. An applicant is copied into the
/// queue when it is answered and scored when the thread has time, so no answer waits for a shadow.
/// The capacity is limited: if the queue is full, the applicant is dropped and counted. Not
/// thread-safe.
public final class ShadowQueue {
  /// The maximum capacity, even if applicants have few inputs.
  static final int APPLICANTS_MAX = 1024;

  /// The minimum capacity, even if applicants have many inputs.
  static final int APPLICANTS_MIN = 32;

  private static final int APPLICANT_BYTES = 64;
  private static final int SLOT_BYTES = 16;

  /// The number of applicants that are scored before the thread does other work.
  private static final int SLICE = 32;

  private final DecisionSource source;
  private final int slots;
  private final PlanCounts counts;
  private final @Nullable FeatureVector[] applicants;
  private final int[] servedBy;
  private final long[] decisions;
  private final Prediction prediction = new Prediction();
  private List<LiveVersion> shadows = List.of();
  private int first;
  private int size;
  private boolean started;

  /// Receives the predictions of shadows.
  @FunctionalInterface
  public interface Predicted {
    /// Receives a prediction, scored or not, which is valid until this method returns.
    ///
    /// @param decision the number of the decision about the applicant
    /// @param source the versions of the state
    void take(long decision, DecisionSource source, Prediction prediction);
  }

  /// Creates an empty queue.
  ///
  /// @param source the versions of the state
  /// @param slots the number of slots of the state's layout
  /// @param counts the state's counts of the thread
  /// @param bytesMax the memory limit of the applicants, in bytes
  ShadowQueue(DecisionSource source, int slots, PlanCounts counts, long bytesMax) {
    this.source = source;
    this.slots = slots;
    this.counts = counts;
    long fitting = bytesMax / (APPLICANT_BYTES + (long) SLOT_BYTES * slots);
    int applicantsMax = Math.clamp(fitting, APPLICANTS_MIN, APPLICANTS_MAX);
    applicants = new FeatureVector[applicantsMax];
    servedBy = new int[applicantsMax];
    decisions = new long[applicantsMax];
  }

  /// Adds an applicant, to be scored by the shadows other than the version that served it.
  ///
  /// @param stateShadows the shadows; the same for all applicants of a state
  /// @param applicant the values, which are copied
  /// @param server the version that served the applicant
  /// @param decision the number of the decision about the applicant
  void add(
      List<LiveVersion> stateShadows, FeatureVector applicant, LiveVersion server, long decision) {
    if (size == applicants.length) {
      counts.countShadowsDropped();
      return;
    }
    shadows = stateShadows;
    int index = (first + size++) % applicants.length;
    FeatureVector copy = applicants[index];
    if (copy == null) {
      copy = new FeatureVector(slots);
      applicants[index] = copy;
    }
    copy.copyFrom(applicant);
    servedBy[index] = server.index();
    decisions[index] = decision;
  }

  /// Starts scoring if applicants are waiting and scoring has not been started.
  ///
  /// @return whether it was started; the caller must then call [#scoreSome(Predicted)] until that
  ///   returns false
  public boolean begin() {
    if (started || size == 0) {
      return false;
    }
    started = true;
    return true;
  }

  /// Suspends scoring until [#begin()] is called again.
  public void pause() {
    started = false;
  }

  /// Scores some of the waiting applicants. If a shadow throws an exception, the applicant is
  /// counted as not scored by it, the other shadows still score, and scoring must be started again
  /// with [#begin()].
  ///
  /// @param predicted receives each prediction
  /// @return whether more applicants are waiting
  /// @throws RuntimeException an exception of a shadow, after the others have scored
  public boolean scoreSome(Predicted predicted) {
    started = false;
    RuntimeException failure = null;
    for (int i = 0; i < SLICE && size > 0; i++) {
      FeatureVector applicant = applicants[first];
      int server = servedBy[first];
      long decision = decisions[first];
      first = (first + 1) % applicants.length;
      size--;
      if (applicant != null) {
        RuntimeException failed = score(applicant, server, decision, predicted);
        failure = failure == null ? failed : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    started = size > 0;
    return started;
  }

  /// Scores an applicant with each shadow other than the version that served it.
  ///
  /// @param server the index of that version
  /// @return an exception of a shadow; null if there was none
  private @Nullable RuntimeException score(
      FeatureVector applicant, int server, long decision, Predicted predicted) {
    RuntimeException failure = null;
    for (int i = 0; i < shadows.size(); i++) {
      LiveVersion shadow = shadows.get(i);
      if (shadow.index() != server) {
        boolean scored = false;
        try {
          scored = prediction.score(shadow, applicant, Prediction.Route.SHADOW);
          predicted.take(decision, source, prediction);
        } catch (RuntimeException e) {
          failure = e;
        }
        if (scored) {
          counts.countShadow(prediction);
        } else {
          counts.countShadowRejection(shadow);
        }
      }
    }
    return failure;
  }
}
