package credence.prediction;

import credence.prediction.PredictionCounts.UnseenLevels;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.ServingPlan;
import org.jspecify.annotations.Nullable;

/// The counts of one thread, found by the index of a version of one plan or the slot of its input
/// rather than by name. A count is looked up by name in the thread's [PredictionCounts] when it is
/// first needed, so that a version or an input without predictions is not listed. Not thread-safe.
final class PlanCounts {
  private final PredictionCounts counts;
  private final Tally[] predictions;
  private final @Nullable Tally[] shadowPredictions;
  private final @Nullable Tally[] shadowRejections;
  private final @Nullable UnseenLevels[] unseenLevels;
  private final @Nullable Tally[] imputations;

  /// Creates the counts of a plan.
  ///
  /// @param counts the counts of the thread
  PlanCounts(ServingPlan plan, PredictionCounts counts) {
    int versions = plan.versions().size();
    this.counts = counts;
    predictions =
        plan.versions().stream()
            .map(version -> counts.predictionsOf(version.name().text()))
            .toArray(Tally[]::new);
    shadowPredictions = new Tally[versions];
    shadowRejections = new Tally[versions];
    unseenLevels = new UnseenLevels[versions];
    imputations = new Tally[plan.layout().size()];
  }

  /// Counts a prediction, its imputed inputs and its levels unseen in training.
  ///
  /// @param prediction a prediction that could be made
  void count(Prediction prediction) {
    predictions[prediction.version().index()].add(1);
    for (int i = prediction.nextImputed(0); i >= 0; i = prediction.nextImputed(i + 1)) {
      imputationsOf(prediction, i).add(1);
    }
    countUnseenLevels(prediction);
  }

  private Tally imputationsOf(Prediction prediction, int input) {
    int slot = prediction.inputSlot(input);
    Tally known = imputations[slot];
    if (known == null) {
      known = counts.imputationsOf(prediction.inputName(input));
      imputations[slot] = known;
    }
    return known;
  }

  private void countUnseenLevels(Prediction prediction) {
    int first = prediction.nextUnseen(0);
    if (first < 0) {
      return;
    }
    UnseenLevels levels = unseenLevelsOf(prediction.version());
    for (int i = first; i >= 0; i = prediction.nextUnseen(i + 1)) {
      levels.count(i);
    }
  }

  private UnseenLevels unseenLevelsOf(LiveVersion version) {
    UnseenLevels known = unseenLevels[version.index()];
    if (known == null) {
      known = counts.unseenLevelsOf(version);
      unseenLevels[version.index()] = known;
    }
    return known;
  }

  /// Counts an applicant whom the champion served because a challenger could not score it.
  ///
  /// @param challenger the challenger's name
  void countFallback(String challenger) {
    counts.fallbacksOf(challenger).add(1);
  }

  /// Counts a prediction of a shadow, and its levels unseen in training.
  ///
  /// @param prediction a prediction that could be made
  void countShadow(Prediction prediction) {
    LiveVersion shadow = prediction.version();
    Tally known = shadowPredictions[shadow.index()];
    if (known == null) {
      known = counts.shadowPredictionsOf(shadow.name().text());
      shadowPredictions[shadow.index()] = known;
    }
    known.add(1);
    countUnseenLevels(prediction);
  }

  /// Counts an applicant that a shadow could not score.
  void countShadowRejection(LiveVersion shadow) {
    Tally known = shadowRejections[shadow.index()];
    if (known == null) {
      known = counts.shadowRejectionsOf(shadow.name().text());
      shadowRejections[shadow.index()] = known;
    }
    known.add(1);
  }

  /// Counts an applicant that no shadow scores because the queue is full.
  void countShadowsDropped() {
    counts.shadowsDropped().add(1);
  }
}
