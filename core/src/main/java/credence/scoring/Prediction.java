package credence.scoring;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a version predicts for an applicant: the one way in which single requests, batches, shadows
/// and files are scored. Made once and used again for each applicant, without making an object.
///
/// It reads the applicant's vector when asked about it, so it is valid until the vector is filled
/// again. Not safe for use by several threads.
public final class Prediction {
  /// Why a version was asked.
  public enum Route {
    /// It is the champion, and the request names no version.
    DEFAULT,
    /// The request names it, an alias of it, or all versions.
    NAMED,
    /// It is the challenger, and the applicant is in its share.
    CHALLENGER,
    /// It is the champion and took the place of a challenger that could not score the applicant.
    FALLBACK,
    /// It is a shadow: nobody is answered by it.
    SHADOW
  }

  private @Nullable LiveVersion version;
  private @Nullable FeatureVector applicant;
  private Route route = Route.DEFAULT;
  private double probability = Double.NaN;

  /// Has a version score an applicant.
  ///
  /// @param by the version
  /// @param values the applicant's values; what this model reads of them may be flawed
  /// @param why why this version is asked
  /// @return whether the version could score the applicant: [#faults(int)] says why not
  public boolean score(LiveVersion by, FeatureVector values, Route why) {
    version = by;
    applicant = values;
    route = why;
    Scorer scorer = by.scorer();
    probability = scorer.inputs().isFlawed(values) ? Double.NaN : scorer.probability(values);
    return isScored();
  }

  /// Whether the version could score the applicant.
  public boolean isScored() {
    return !Double.isNaN(probability);
  }

  /// The probability of default in [0, 1]; NaN if the version could not score the applicant.
  public double probability() {
    return probability;
  }

  /// The version that was asked.
  public LiveVersion version() {
    return Objects.requireNonNull(version, "no applicant has been scored yet");
  }

  /// Why it was asked.
  public Route route() {
    return route;
  }

  /// The first of the faults that keep the version from scoring the applicant, in the order of the
  /// spec; empty if it could.
  ///
  /// @param most how many at most
  public List<InputFault> faults(int most) {
    return version().scorer().faults(applicant(), most);
  }

  /// How many faults keep the version from scoring the applicant.
  public int faultCount() {
    return version().scorer().faultCount(applicant());
  }

  /// The next input that was missing and that the version filled; only of an applicant whom it
  /// scored.
  ///
  /// @param from the place of the first input that is looked at, from 0
  /// @return the input's place among [Scorer#inputs()]; negative if there is none
  public int nextImputed(int from) {
    return version().scorer().inputs().nextMissing(applicant(), from);
  }

  /// The next category whose level training did not see and that counted as the baseline; only of
  /// an applicant whom the version scored.
  ///
  /// @param from the place of the first input that is looked at, from 0
  /// @return the input's place among [Scorer#inputs()]; negative if there is none
  public int nextUnseen(int from) {
    return version().scorer().inputs().nextUnseen(applicant(), from);
  }

  /// The name of an input.
  ///
  /// @param input its place among [Scorer#inputs()]
  public String inputName(int input) {
    return version().scorer().inputs().input(input).name();
  }

  private FeatureVector applicant() {
    return Objects.requireNonNull(applicant, "no applicant has been scored yet");
  }
}
