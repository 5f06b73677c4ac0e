package credence.prediction;

import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The applicants whom the shadows of a state have yet to score, so that no answer waits for a
/// shadow: an applicant is copied into the queue when it is answered, and scored when the thread
/// has time. Bounded: when it is full, the applicant is dropped and counted. Not safe for use by
/// several threads.
public final class ShadowQueue {
  /// How many applicants wait at most, however few inputs they have.
  static final int APPLICANTS_MAX = 1024;

  /// How many may wait, however many inputs they have.
  static final int APPLICANTS_MIN = 32;

  private static final int APPLICANT_BYTES = 64;
  private static final int SLOT_BYTES = 16;

  /// How many applicants are scored before other work of the thread has its turn.
  private static final int SLICE = 32;

  private final int slots;
  private final PredictionCounts counts;
  private final @Nullable FeatureVector[] applicants;
  private final int[] answeredBy;
  private final long[] decisions;
  private final Prediction prediction = new Prediction();
  private List<LiveVersion> shadows = List.of();
  private int first;
  private int size;
  private boolean begun;

  /// Takes what shadows predict.
  @FunctionalInterface
  public interface Predicted {
    /// Takes one prediction, scored or not; valid until this returns.
    ///
    /// @param decision the number of the decision that was made about the applicant
    void take(long decision, Prediction prediction);
  }

  /// An empty queue.
  ///
  /// @param slots the number of slots of the state's layout
  /// @param counts the thread's own counts
  /// @param bytesMax what the applicants may take, in bytes
  ShadowQueue(int slots, PredictionCounts counts, long bytesMax) {
    this.slots = slots;
    this.counts = counts;
    long fitting = bytesMax / (APPLICANT_BYTES + (long) SLOT_BYTES * slots);
    int applicantsMax = Math.clamp(fitting, APPLICANTS_MIN, APPLICANTS_MAX);
    applicants = new FeatureVector[applicantsMax];
    answeredBy = new int[applicantsMax];
    decisions = new long[applicantsMax];
  }

  /// Has an applicant scored by the shadows, save for the one that answered.
  ///
  /// @param by the shadows; the same for all applicants of a state
  /// @param applicant its values are copied
  /// @param decision the number of the decision that was made about the applicant
  void add(List<LiveVersion> by, FeatureVector applicant, LiveVersion answered, long decision) {
    if (size == applicants.length) {
      counts.shadowsDropped().add(1);
      return;
    }
    shadows = by;
    int place = (first + size++) % applicants.length;
    FeatureVector copy = applicants[place];
    if (copy == null) {
      copy = new FeatureVector(slots);
      applicants[place] = copy;
    }
    copy.copyFrom(applicant);
    answeredBy[place] = answered.index();
    decisions[place] = decision;
  }

  /// Whether somebody waits and nobody has begun to score; whoever is told so is to call
  /// [#scoreSome(Predicted)] until that says that there are no more.
  public boolean begin() {
    if (begun || size == 0) {
      return false;
    }
    begun = true;
    return true;
  }

  /// Notes that nobody goes on to score for now: [#begin()] begins again.
  public void pause() {
    begun = false;
  }

  /// Scores some of those who wait. A shadow that fails is counted as one that could not score, and
  /// keeps no other from it; if more wait then, the next applicant begins anew.
  ///
  /// @param predicted receives each prediction
  /// @return whether more wait
  /// @throws RuntimeException what a shadow failed with, when the others have scored
  public boolean scoreSome(Predicted predicted) {
    begun = false;
    RuntimeException failure = null;
    for (int i = 0; i < SLICE && size > 0; i++) {
      FeatureVector applicant = applicants[first];
      int answered = answeredBy[first];
      long decision = decisions[first];
      first = (first + 1) % applicants.length;
      size--;
      if (applicant != null) {
        RuntimeException failed = score(applicant, answered, decision, predicted);
        failure = failure == null ? failed : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    begun = size > 0;
    return begun;
  }

  /// What a shadow failed with; null if none did.
  private @Nullable RuntimeException score(
      FeatureVector applicant, int answered, long decision, Predicted predicted) {
    RuntimeException failure = null;
    for (int i = 0; i < shadows.size(); i++) {
      LiveVersion shadow = shadows.get(i);
      if (shadow.index() != answered) {
        String name = shadow.name().text();
        boolean scored = false;
        try {
          scored = prediction.score(shadow, applicant, Prediction.Route.SHADOW);
          predicted.take(decision, prediction);
        } catch (RuntimeException e) {
          failure = e;
        }
        (scored ? counts.shadowPredictionsOf(name) : counts.shadowRefusalsOf(name)).add(1);
      }
    }
    return failure;
  }
}
