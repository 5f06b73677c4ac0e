package credence.model;

import credence.evaluation.Interval;
import org.jspecify.annotations.Nullable;

/// Whether a candidate passed one gate.
///
/// @param gate the gate as a spec spells it, for example `auc-min`
/// @param verdict whether it passed
/// @param figure what was measured; null where it is not defined
/// @param interval the figure's 95 % interval; null where it has none
/// @param limitLow the least value that passes; null: any
/// @param limitHigh the greatest value that passes; null: any
/// @param words figure, limit and verdict as a sentence for a person
public record GateResult(
    String gate,
    Verdict verdict,
    @Nullable Double figure,
    @Nullable Interval interval,
    @Nullable Double limitLow,
    @Nullable Double limitHigh,
    String words) {
  /// What came of a gate.
  public enum Verdict {
    /// The figure lies within the limit, with its whole interval if it has one.
    PASSED,
    /// The figure lies outside of the limit, with its whole interval if it has one.
    FAILED,
    /// The data does not tell: the interval spans the limit, or the figure is not defined.
    UNDECIDED
  }
}
