package credence.scoring;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A version's prediction for an applicant, used for single requests, batches, shadows and files.
/// Reused for each applicant, without allocation.
///
/// It reads the applicant's vector lazily, so it is valid until the vector is refilled. Not
/// thread-safe.
public final class Prediction {
  /// Why a version was used.
  public enum Route {
    /// It is the champion, and the request names no version.
    DEFAULT,
    /// The request names it, one of its aliases, or all versions.
    NAMED,
    /// It is the challenger, and the applicant is in its share.
    CHALLENGER,
    /// It is the champion and replaced a challenger that could not score the applicant.
    FALLBACK,
    /// It is a shadow: its prediction is not returned.
    SHADOW
  }

  /// The value of [#firstImputed] and [#firstUnseen] before the first one is searched for.
  private static final int UNKNOWN = -2;

  private @Nullable LiveVersion version;
  private @Nullable FeatureVector applicant;
  private Route route = Route.DEFAULT;
  private double probability = Double.NaN;

  /// The first imputed input, and the first with an unseen level, so that a caller that finds none
  /// costs the next caller no search.
  private int firstImputed = UNKNOWN;

  private int firstUnseen = UNKNOWN;

  /// Has a version score an applicant.
  ///
  /// @param by the version
  /// @param values the applicant's values, which may have errors
  /// @param why why this version is used
  /// @return whether the version could score the applicant: if not, see [#errors(int)]
  public boolean score(LiveVersion by, FeatureVector values, Route why) {
    version = by;
    applicant = values;
    route = why;
    firstImputed = UNKNOWN;
    firstUnseen = UNKNOWN;
    Scorer scorer = by.scorer();
    probability = scorer.inputs().hasErrors(values) ? Double.NaN : scorer.probability(values);
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

  /// The version that was used.
  public LiveVersion version() {
    return Objects.requireNonNull(version, "no applicant has been scored yet");
  }

  /// Why the version was used.
  public Route route() {
    return route;
  }

  /// The first errors that prevent the version from scoring the applicant, in the order of the
  /// spec; empty if there are none.
  ///
  /// @param most the maximum number
  public List<InputError> errors(int most) {
    return version().scorer().errors(applicant(), most);
  }

  /// The number of errors that prevent the version from scoring the applicant.
  public int errorCount() {
    return version().scorer().errorCount(applicant());
  }

  /// The next missing input that the version filled; only after successful scoring.
  ///
  /// @param from the index of the first input to check, from 0
  /// @return the input's index in [Scorer#inputs()]; negative if there is none
  public int nextImputed(int from) {
    if (from > 0) {
      return inputs().nextImputed(applicant(), from);
    }
    if (firstImputed == UNKNOWN) {
      firstImputed = inputs().nextImputed(applicant(), 0);
    }
    return firstImputed;
  }

  /// The next category with a level unseen in training, which counted as the baseline; only after
  /// successful scoring.
  ///
  /// @param from the index of the first input to check, from 0
  /// @return the input's index in [Scorer#inputs()]; negative if there is none
  public int nextUnseen(int from) {
    if (from > 0) {
      return inputs().nextUnseen(applicant(), from);
    }
    if (firstUnseen == UNKNOWN) {
      firstUnseen = inputs().nextUnseen(applicant(), 0);
    }
    return firstUnseen;
  }

  /// The name of an input.
  ///
  /// @param input its index in [Scorer#inputs()]
  public String inputName(int input) {
    return inputs().input(input).name();
  }

  /// The slot of an input in the plan's layout.
  ///
  /// @param input its index in [Scorer#inputs()]
  public int inputSlot(int input) {
    return inputs().slot(input);
  }

  /// The raw value of an input, as [credence.model.Input] defines it; NaN if it is missing.
  ///
  /// @param input its index in [Scorer#inputs()]
  double raw(int input) {
    return inputs().raw(input, applicant());
  }

  private InputSlots inputs() {
    return version().scorer().inputs();
  }

  private FeatureVector applicant() {
    return Objects.requireNonNull(applicant, "no applicant has been scored yet");
  }
}
