package credence.model;

import org.jspecify.annotations.Nullable;

/// Requirements that a candidate must meet to become champion. All metrics are as served, on
/// customers that the candidate holds out; null means that there is no requirement.
///
/// @param aucMin the minimum area under the ROC curve, in (0, 1)
/// @param aucLossMax the maximum by which the area may be below the champion's on the same rows, in
///   [0, 1)
/// @param observedToExpected the range of the ratio of observed to expected defaults
/// @param calibrationSlope the range of the slope of the outcome's log-odds over the predicted ones
/// @param psiMax the maximum population stability index of the scores against the champion's, above
///   0; deprecated: it fails candidates that are better than the champion
/// @param stabilityPsiMax the maximum population stability index of the newest customers' scores
///   against those of earlier ones, above 0
/// @param rowsMin the minimum number of held-out rows, at least 1
/// @param defaultersMin the minimum number of held-out customers who defaulted, at least 1
public record Gates(
    @Nullable Double aucMin,
    @Nullable Double aucLossMax,
    @Nullable Range observedToExpected,
    @Nullable Range calibrationSlope,
    @Nullable Double psiMax,
    @Nullable Double stabilityPsiMax,
    @Nullable Long rowsMin,
    @Nullable Long defaultersMin) {
  /// No requirements.
  public static final Gates NONE = new Gates(null, null, null, null, null, null, null, null);

  /// A closed range.
  ///
  /// @param low its lower end, above 0
  /// @param high its upper end, above `low`
  public record Range(double low, double high) {}
}
