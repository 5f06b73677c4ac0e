package credence.prediction;

import credence.scoring.FeatureVector;
import credence.scoring.InputFault;
import credence.scoring.LiveVersion;
import java.util.List;

/// Scores applicants by the live versions of one state and counts what it does. Made once for each
/// state and thread; not safe for use by several threads.
public final class Predictor {
  private final PredictionCounts counts;
  private final Tally[] predictions;

  /// A predictor for the versions of a state.
  ///
  /// @param counts the thread's own counts
  public Predictor(ServingState state, PredictionCounts counts) {
    this.counts = counts;
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

  /// Everything that keeps a version from scoring an applicant.
  public List<InputFault> faults(LiveVersion version, FeatureVector applicant) {
    return version.scorer().faults(applicant);
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
