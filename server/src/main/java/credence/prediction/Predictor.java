package credence.prediction;

import credence.scoring.FeatureVector;
import credence.scoring.InputFault;
import credence.scoring.LiveVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores applicants by the live versions of one state and counts what it does. Made once for each
/// state and thread; not safe for use by several threads.
public final class Predictor {
  private final PredictionCounts counts;
  private final Tally[] predictions;
  private final ShadowQueue shadows;
  private @Nullable LiveVersion answeredBy;
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
  /// @return the probability of default in [0, 1]; NaN if this version cannot score the applicant:
  ///   its scorer says why
  public double predict(LiveVersion version, FeatureVector applicant) {
    if (version.scorer().readsFlawed(applicant)) {
      return Double.NaN;
    }
    double probability = version.scorer().probability(applicant);
    if (!Double.isNaN(probability)) {
      predictions[version.index()].add(1);
    }
    return probability;
  }

  /// What the live traffic's version predicts for an applicant: the challenger if the applicant is
  /// in its share and it can, otherwise the champion. The shadows' turn comes later ([#shadows()]).
  ///
  /// @param id holds the applicant's id as [credence.assignment.ShareAssignment] takes it
  /// @param idFrom where it begins
  /// @param idTo where it ends, exclusive
  /// @return the probability of default in [0, 1] of [#answeredBy()]; NaN if that cannot score the
  ///   applicant
  public double predict(
      Choice.Live live, FeatureVector applicant, byte[] id, int idFrom, int idTo) {
    Choice.Challenger challenger = live.challenger();
    fallbackFrom = null;
    if (challenger != null && challenger.assignment().isChallengers(id, idFrom, idTo)) {
      LiveVersion version = challenger.version();
      double probability = version == null ? Double.NaN : predict(version, applicant);
      if (version != null && !Double.isNaN(probability)) {
        return answered(version, live, applicant, probability);
      }
      fallbackFrom = challenger.name();
    }
    double probability = predict(live.champion(), applicant);
    if (fallbackFrom != null && !Double.isNaN(probability)) {
      counts.fallbacksOf(fallbackFrom).add(1);
    }
    return answered(live.champion(), live, applicant, probability);
  }

  private double answered(
      LiveVersion version, Choice.Live live, FeatureVector applicant, double probability) {
    answeredBy = version;
    if (!live.shadows().isEmpty() && !Double.isNaN(probability)) {
      shadows.add(live.shadows(), applicant, version);
    }
    return probability;
  }

  /// The version that answered the live traffic last; null if none has.
  public @Nullable LiveVersion answeredBy() {
    return answeredBy;
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

  /// The first of the faults that keep a version from scoring an applicant.
  ///
  /// @param most how many at most
  public List<InputFault> faults(LiveVersion version, FeatureVector applicant, int most) {
    return version.scorer().faults(applicant, most);
  }

  /// How many faults keep a version from scoring an applicant.
  public int faultCount(LiveVersion version, FeatureVector applicant) {
    return version.scorer().faultCount(applicant);
  }

  /// The inputs that were missing and that a version filled; only for an applicant whom it scored.
  public List<String> imputed(LiveVersion version, FeatureVector applicant) {
    List<String> inputs = version.scorer().imputed(applicant);
    for (int i = 0; i < inputs.size(); i++) {
      counts.imputationsOf(inputs.get(i)).add(1);
    }
    return inputs;
  }
}
