package credence.comparison;

import credence.evaluation.Interval;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import java.util.List;

/// Adjusts gates to the number k of versions that were compared on the same customers: of twenty
/// equally good versions, one looks better than the champion by chance in a quarter of all cases.
///
/// A gate that is checked against an interval is checked against the one at confidence 1 - 0.05 / k
/// ([Interval#levelFor]). Counts are exact, and a population stability index is compared with its
/// limit as it is, so these gates do not depend on k.
public final class GateAdjustment {
  private GateAdjustment() {}

  /// A comparison with its gates adjusted, also if they were adjusted to another number before.
  ///
  /// @param versions the number k, at least 1
  public static Comparison adjusted(Comparison comparison, long versions) {
    return new Comparison(
        comparison.candidate(),
        comparison.champion(),
        comparison.heldOut().withVersionsCompared(versions),
        comparison.figures(),
        gates(comparison, versions),
        comparison.findings());
  }

  /// The gates of a comparison, adjusted; see [#adjusted].
  static List<GateResult> gates(Comparison comparison, long versions) {
    return comparison.gates().stream().map(gate -> adjusted(gate, versions)).toList();
  }

  private static GateResult adjusted(GateResult gate, long versions) {
    Reason reason = gate.reason();
    Double figure = gate.figure();
    Interval interval = gate.interval();
    boolean byInterval =
        reason == Reason.INTERVAL_WITHIN
            || reason == Reason.INTERVAL_OUTSIDE
            || reason == Reason.INTERVAL_SPANS;
    if (!byInterval || figure == null || interval == null) {
      return gate;
    }
    Interval wider =
        versions == 1 ? null : wider(gate.gate(), figure, interval, Interval.levelFor(versions));
    Interval decides = wider == null ? interval : wider;
    double least = gate.limitLow() == null ? Double.NEGATIVE_INFINITY : gate.limitLow();
    double most = gate.limitHigh() == null ? Double.POSITIVE_INFINITY : gate.limitHigh();
    boolean within = least <= decides.low() && decides.high() <= most;
    boolean outside = decides.high() < least || most < decides.low();
    return new GateResult(
        gate.gate(),
        within ? Verdict.PASSED : outside ? Verdict.FAILED : Verdict.UNDECIDED,
        figure,
        interval,
        wider,
        gate.limitLow(),
        gate.limitHigh(),
        within ? Reason.INTERVAL_WITHIN : outside ? Reason.INTERVAL_OUTSIDE : Reason.INTERVAL_SPANS,
        null,
        null,
        null);
  }

  private static Interval wider(Gate gate, double figure, Interval interval, double level) {
    return switch (gate) {
      case AUC_MIN -> interval.atLevel(figure, level, Interval.Scale.LOG_ODDS);
      case OBSERVED_TO_EXPECTED -> interval.atLevel(figure, level, Interval.Scale.RATIO);
      case AUC_LOSS_MAX, CALIBRATION_SLOPE, PSI_MAX, ROWS_MIN, DEFAULTERS_MIN ->
          interval.atLevel(figure, level, Interval.Scale.LINEAR);
    };
  }
}
