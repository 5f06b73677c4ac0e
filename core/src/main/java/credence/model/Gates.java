package credence.model;

import org.jspecify.annotations.Nullable;

/// What a candidate has to prove before it may become champion. Everything is measured as served,
/// on customers that the candidate holds out; null: nothing is asked for.
///
/// @param aucMin the least area under the ROC curve, in (0, 1)
/// @param aucLossMax the most that the area may lie below the champion's on the same rows, in [0,
///   1)
/// @param observedToExpected the range of the defaults observed over those expected
/// @param calibrationSlope the range of the slope of the outcome's log-odds over the predicted ones
/// @param psiMax the most that the population stability index of the scores against the champion's
///   may be, above 0
/// @param rowsMin the least number of rows held out, at least 1
/// @param defaultersMin the least number of customers held out who defaulted, at least 1
public record Gates(
    @Nullable Double aucMin,
    @Nullable Double aucLossMax,
    @Nullable Range observedToExpected,
    @Nullable Range calibrationSlope,
    @Nullable Double psiMax,
    @Nullable Long rowsMin,
    @Nullable Long defaultersMin) {
  /// Nothing has to be proved.
  public static final Gates NONE = new Gates(null, null, null, null, null, null, null);

  /// A closed range.
  ///
  /// @param low its lower end, above 0
  /// @param high its upper end, above `low`
  public record Range(double low, double high) {}
}
