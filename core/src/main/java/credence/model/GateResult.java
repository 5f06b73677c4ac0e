package credence.model;

import credence.evaluation.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether a candidate passed one gate: codes and figures, never a sentence. `credence.wording`
/// puts them into words.
///
/// @param gate the gate
/// @param verdict whether it passed
/// @param figure what was measured; null where it is not defined
/// @param interval the figure's 95 % interval; null where it has none
/// @param limitLow the least value that passes; null: any
/// @param limitHigh the greatest value that passes; null: any
/// @param reason why the verdict is what it is; null where `words` say it
/// @param noDriftLimit with [Reason#NO_DRIFT_LIMIT], what the figure stays below in 99 of 100
///   samples without drift; else null
/// @param words figure, limit and verdict as a sentence, as a document of an earlier format holds
///   them; null where there is a reason
public record GateResult(
    Gate gate,
    Verdict verdict,
    @Nullable Double figure,
    @Nullable Interval interval,
    @Nullable Double limitLow,
    @Nullable Double limitHigh,
    @Nullable Reason reason,
    @Nullable Double noDriftLimit,
    @Nullable String words) {
  /// Checks that it has what its words need.
  ///
  /// @throws IllegalArgumentException if it has both a reason and words, or neither, or a limit
  ///   without drift for another reason
  public GateResult {
    if ((reason == null) == (words == null)) {
      throw new IllegalArgumentException("expected a reason or words");
    }
    if ((reason == Reason.NO_DRIFT_LIMIT) != (noDriftLimit != null)) {
      throw new IllegalArgumentException("expected a limit for " + Reason.NO_DRIFT_LIMIT);
    }
  }

  /// A result with a reason that needs no further figure.
  public GateResult(
      Gate gate,
      Verdict verdict,
      @Nullable Double figure,
      @Nullable Interval interval,
      @Nullable Double limitLow,
      @Nullable Double limitHigh,
      Reason reason) {
    this(gate, verdict, figure, interval, limitLow, limitHigh, reason, null, null);
  }

  /// The gates.
  public enum Gate {
    /// The AUC as served.
    AUC_MIN,
    /// The AUC as served less the champion's.
    AUC_LOSS_MAX,
    /// Defaults observed over those expected.
    OBSERVED_TO_EXPECTED,
    /// The calibration slope.
    CALIBRATION_SLOPE,
    /// The population stability index of the scores against the champion's.
    PSI_MAX,
    /// Held-out rows.
    ROWS_MIN,
    /// Held-out customers who defaulted.
    DEFAULTERS_MIN;

    /// The gate as a spec spells it, for example `auc-min`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// What came of a gate.
  public enum Verdict {
    /// The figure lies within the limit, with its whole interval if it has one.
    PASSED,
    /// The figure lies outside of the limit, with its whole interval if it has one.
    FAILED,
    /// The data does not tell: the interval spans the limit, or the figure is not defined.
    UNDECIDED
  }

  /// Why a verdict is what it is.
  public enum Reason {
    /// The figure is a count, which is exact.
    COUNT,
    /// The whole interval lies within the limit.
    INTERVAL_WITHIN,
    /// The whole interval lies outside of the limit.
    INTERVAL_OUTSIDE,
    /// The interval spans the limit.
    INTERVAL_SPANS,
    /// The figure has no interval.
    NO_INTERVAL,
    /// The figure is not defined.
    NOT_DEFINED,
    /// The figure may be beyond its limit by chance, which another limit tells.
    NO_DRIFT_LIMIT,
    /// Both models rank every row alike.
    SAME_RANKING,
    /// There is no champion to compare with.
    NO_CHAMPION,
    /// No customer is left to compare on.
    NO_CUSTOMERS,
    /// The champion may have been fitted to the customers.
    MAY_HAVE_BEEN_SEEN
  }
}
