package credence.prediction;

import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.Prediction.Route;
import org.jspecify.annotations.Nullable;

/// Scores applicants by the live versions of one state and counts what it does. Made once for each
/// state and thread; not safe for use by several threads. What it returns is valid until it scores
/// again.
public final class Predictor {
  private final PredictionCounts counts;
  private final Tally[] predictions;
  private final ShadowQueue shadows;
  private final Prediction prediction = new Prediction();
  private @Nullable String fallbackFrom;

  /// A predictor for the versions of a state.
  ///
  /// @param counts the thread's own counts
  public Predictor(ServingState state, PredictionCounts counts) {
    this.counts = counts;
    shadows = new ShadowQueue(state.plan().layout().size(), counts, state.memory().queueBytesMax());
    predictions =
        state.plan().versions().stream()
            .map(version -> counts.predictionsOf(version.name().text()))
            .toArray(Tally[]::new);
  }

  /// What a version predicts for an applicant.
  ///
  /// @param route why this version is asked
  /// @return the prediction; not scored if the version cannot score the applicant
  public Prediction predict(LiveVersion version, FeatureVector applicant, Route route) {
    if (prediction.score(version, applicant, route)) {
      predictions[version.index()].add(1);
      for (int i = prediction.nextImputed(0); i >= 0; i = prediction.nextImputed(i + 1)) {
        counts.imputationsOf(prediction.inputName(i)).add(1);
      }
    }
    return prediction;
  }

  /// What the live traffic's version predicts for an applicant: the challenger if the applicant is
  /// in its share and it can, otherwise the champion.
  ///
  /// @param id holds the applicant's id as [credence.assignment.ShareAssignment] takes it
  /// @param idFrom where it begins
  /// @param idTo where it ends, exclusive
  /// @return the prediction; not scored if neither can score the applicant, then the champion's
  public Prediction predict(
      Choice.Live live, FeatureVector applicant, byte[] id, int idFrom, int idTo) {
    fallbackFrom = null;
    choose(live, applicant, id, idFrom, idTo);
    return prediction;
  }

  /// Leaves an applicant whom the live traffic's version has scored to its shadows. Their turn
  /// comes later ([#shadows()]).
  ///
  /// @param decision the number by which what they predict is recorded
  public void leaveToShadows(Choice.Live live, FeatureVector applicant, long decision) {
    if (!live.shadows().isEmpty()) {
      shadows.add(live.shadows(), applicant, prediction.version(), decision);
    }
  }

  private void choose(Choice.Live live, FeatureVector applicant, byte[] id, int idFrom, int idTo) {
    Choice.Challenger challenger = live.challenger();
    if (challenger == null || !challenger.assignment().isChallengers(id, idFrom, idTo)) {
      predict(live.champion(), applicant, Route.DEFAULT);
      return;
    }
    LiveVersion version = challenger.version();
    if (version != null && predict(version, applicant, Route.CHALLENGER).isScored()) {
      return;
    }
    fallbackFrom = challenger.name();
    if (predict(live.champion(), applicant, Route.FALLBACK).isScored()) {
      counts.fallbacksOf(challenger.name()).add(1);
    }
  }

  /// The prediction made last.
  public Prediction prediction() {
    return prediction;
  }

  /// The challenger in whose place the champion answered last; null if it answered for itself, or
  /// the challenger did.
  public @Nullable String fallbackFrom() {
    return fallbackFrom;
  }

  /// The applicants whom the shadows have yet to score.
  public ShadowQueue shadows() {
    return shadows;
  }
}
