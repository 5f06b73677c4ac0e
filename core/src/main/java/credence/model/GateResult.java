package credence.model;

import credence.evaluation.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The result of one gate for a candidate: codes and values, never a sentence. `credence.wording`
/// renders it as text.
///
/// @param gate the gate
/// @param verdict whether it passed
/// @param figure the measured value; null if undefined
/// @param interval the value's 95 % interval; null if there is none
/// @param adjusted the value's interval at confidence 1 - 0.05 / k, which decides if several
///   versions k were compared on the same customers; null if there is none
/// @param limitLow the minimum value that passes; null if there is no minimum
/// @param limitHigh the maximum value that passes; null if there is no maximum
/// @param reason the reason for the verdict; null if `words` is present
/// @param noDriftLimit with [Reason#NO_DRIFT_LIMIT], the 99th percentile under no drift; otherwise
///   null
/// @param customersMin with [Reason#FEW_CUSTOMERS], the minimum number of customers of each class
///   or group; otherwise null
/// @param words value, limit and verdict as a sentence, from a document of an earlier format; null
///   if `reason` is present
public record GateResult(
    Gate gate,
    Verdict verdict,
    @Nullable Double figure,
    @Nullable Interval interval,
    @Nullable Interval adjusted,
    @Nullable Double limitLow,
    @Nullable Double limitHigh,
    @Nullable Reason reason,
    @Nullable Double noDriftLimit,
    @Nullable Long customersMin,
    @Nullable String words) {
  /// Checks that the components are consistent.
  ///
  /// @throws IllegalArgumentException if it has both a reason and words, or neither, or a no-drift
  ///   limit or a minimum number of customers with another reason
  public GateResult {
    if ((reason == null) == (words == null)) {
      throw new IllegalArgumentException("expected a reason or words");
    }
    if ((reason == Reason.NO_DRIFT_LIMIT) != (noDriftLimit != null)) {
      throw new IllegalArgumentException("expected a limit for " + Reason.NO_DRIFT_LIMIT);
    }
    if ((reason == Reason.FEW_CUSTOMERS) != (customersMin != null)) {
      throw new IllegalArgumentException("expected a minimum for " + Reason.FEW_CUSTOMERS);
    }
  }

  /// A result with a reason that needs no further value.
  public GateResult(
      Gate gate,
      Verdict verdict,
      @Nullable Double figure,
      @Nullable Interval interval,
      @Nullable Double limitLow,
      @Nullable Double limitHigh,
      Reason reason) {
    this(gate, verdict, figure, interval, null, limitLow, limitHigh, reason, null, null, null);
  }

  /// The gates.
  public enum Gate {
    /// The AUC as served.
    AUC_MIN,
    /// The AUC as served minus the champion's.
    AUC_LOSS_MAX,
    /// The ratio of observed to expected defaults.
    OBSERVED_TO_EXPECTED,
    /// The calibration slope.
    CALIBRATION_SLOPE,
    /// The population stability index of the scores against the champion's.
    PSI_MAX,
    /// The population stability index of the newest customers' scores against earlier ones.
    STABILITY_PSI_MAX,
    /// Held-out rows.
    ROWS_MIN,
    /// Held-out customers who defaulted.
    DEFAULTERS_MIN;

    /// The spelling of the gate in a spec, for example `auc-min`.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// The outcome of a gate.
  public enum Verdict {
    /// The value, or its entire deciding interval if it has one, is within the limit.
    PASSED,
    /// The value, or its entire deciding interval if it has one, is outside the limit.
    FAILED,
    /// Inconclusive: the interval spans the limit, or the value is undefined.
    UNDECIDED
  }

  /// The reason for a verdict.
  public enum Reason {
    /// The value is a count, which is exact.
    COUNT,
    /// The entire interval is within the limit.
    INTERVAL_WITHIN,
    /// The entire interval is outside the limit.
    INTERVAL_OUTSIDE,
    /// The interval spans the limit.
    INTERVAL_SPANS,
    /// The value has no interval.
    NO_INTERVAL,
    /// A class, or one of two groups, has fewer customers than the interval needs to be reliable.
    FEW_CUSTOMERS,
    /// The value is undefined.
    NOT_DEFINED,
    /// There are no earlier customers: neither earlier training sets nor earlier application dates.
    NO_EARLIER_CUSTOMERS,
    /// The value may exceed its limit by chance, according to the no-drift limit.
    NO_DRIFT_LIMIT,
    /// Both models rank all rows identically.
    SAME_RANKING,
    /// There is no champion to compare with.
    NO_CHAMPION,
    /// No customers remain for the comparison.
    NO_CUSTOMERS,
    /// The champion may have been fitted to the customers.
    MAY_HAVE_BEEN_SEEN,
    /// The champion may have been fitted to the customers, since its sides cannot be reproduced.
    CHAMPION_NOT_REPRODUCED,
    /// The candidate may have been fitted to the customers, since its sides cannot be reproduced.
    CANDIDATE_NOT_REPRODUCED
  }
}
