package credence.prediction;

import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.Prediction.Route;
import org.jspecify.annotations.Nullable;

/// Scores applicants with the live versions of one state and counts the predictions. There is one
/// for each state and event loop. Not thread-safe. A returned prediction is valid until the next
/// one.
public final class Predictor {
  private final PlanCounts counts;
  private final ShadowQueue shadows;
  private final Prediction prediction = new Prediction();
  private @Nullable String fallbackFrom;

  /// Creates a predictor for the versions of a state.
  ///
  /// @param counts the counts of the thread
  public Predictor(ServingState state, PredictionCounts counts) {
    this.counts = new PlanCounts(state.plan(), counts);
    shadows =
        new ShadowQueue(
            state.source(),
            state.plan().layout().size(),
            this.counts,
            state.memory().queueBytesMax());
  }

  /// Scores an applicant with a version.
  ///
  /// @param route why this version was chosen
  /// @return the prediction; not scored if the version cannot score the applicant
  public Prediction predict(LiveVersion version, FeatureVector applicant, Route route) {
    if (prediction.score(version, applicant, route)) {
      counts.count(prediction);
    }
    return prediction;
  }

  /// Scores an applicant of the live traffic: with the challenger if the applicant is in its share
  /// and it can score the applicant, otherwise with the champion.
  ///
  /// @param id contains the applicant's id as [credence.assignment.ShareAssignment] expects it
  /// @param idFrom the start of the id
  /// @param idTo the end of the id, exclusive
  /// @return the prediction; if neither can score the applicant, the champion's, which is not
  ///   scored
  public Prediction predict(
      Choice.Live live, FeatureVector applicant, byte[] id, int idFrom, int idTo) {
    fallbackFrom = null;
    choose(live, applicant, id, idFrom, idTo);
    return prediction;
  }

  /// Queues an applicant of the live traffic who has been scored for the shadows ([#shadows()]).
  ///
  /// @param decision the number of the decision, for the records of the shadows' predictions
  public void queueForShadows(Choice.Live live, FeatureVector applicant, long decision) {
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
      counts.countFallback(challenger.name());
    }
  }

  /// The last prediction.
  public Prediction prediction() {
    return prediction;
  }

  /// The challenger that could not score the last applicant, whom the champion served instead; null
  /// if there was no such fallback.
  public @Nullable String fallbackFrom() {
    return fallbackFrom;
  }

  /// The applicants that the shadows have not scored yet.
  public ShadowQueue shadows() {
    return shadows;
  }
}
