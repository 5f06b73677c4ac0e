package credence.comparison;

import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.evaluation.PairedComparison;
import credence.model.Comparison;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adjusts gates to the number k of versions that were compared on the same customers: of twenty
/// equally good versions, one looks better than the champion by chance in a quarter of all cases.
///
/// A gate that is checked against an interval is checked against the one at confidence 1 - 0.05 / k
/// ([Interval#levelFor]). Counts are exact, and a population stability index is compared with its
/// limit as it is, so these gates do not depend on k.
public final class GateAdjustment {
  private final Evaluation asServed;
  private final @Nullable PairedComparison figures;
  private final long versions;

  private GateAdjustment(Evaluation asServed, @Nullable PairedComparison figures, long versions) {
    this.asServed = asServed;
    this.figures = figures;
    this.versions = versions;
  }

  /// A comparison with its gates adjusted, also if they were adjusted to another number before.
  ///
  /// @param asServed the candidate's evaluation on its held-out side as served
  /// @param versions the number k, at least 1
  public static Comparison adjusted(Comparison comparison, Evaluation asServed, long versions) {
    return new Comparison(
        comparison.candidate(),
        comparison.champion(),
        comparison.heldOut().withVersionsCompared(versions),
        comparison.figures(),
        gates(comparison, asServed, versions),
        comparison.findings());
  }

  /// The gates of a comparison, adjusted; see [#adjusted].
  static List<GateResult> gates(Comparison comparison, Evaluation asServed, long versions) {
    GateAdjustment adjustment = new GateAdjustment(asServed, comparison.figures(), versions);
    return comparison.gates().stream().map(adjustment::adjusted).toList();
  }

  private GateResult adjusted(GateResult gate) {
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
    if (versions == 1) {
      return decided(gate, null, interval);
    }
    Interval wider = wider(gate.gate(), figure, interval);
    return wider == null
        ? with(gate, null, Verdict.UNDECIDED, Reason.NO_INTERVAL)
        : decided(gate, wider, wider);
  }

  private static GateResult decided(GateResult gate, @Nullable Interval wider, Interval decides) {
    double least = gate.limitLow() == null ? Double.NEGATIVE_INFINITY : gate.limitLow();
    double most = gate.limitHigh() == null ? Double.POSITIVE_INFINITY : gate.limitHigh();
    if (least <= decides.low() && decides.high() <= most) {
      return with(gate, wider, Verdict.PASSED, Reason.INTERVAL_WITHIN);
    }
    return decides.high() < least || most < decides.low()
        ? with(gate, wider, Verdict.FAILED, Reason.INTERVAL_OUTSIDE)
        : with(gate, wider, Verdict.UNDECIDED, Reason.INTERVAL_SPANS);
  }

  private static GateResult with(
      GateResult gate, @Nullable Interval wider, Verdict verdict, Reason reason) {
    return new GateResult(
        gate.gate(),
        verdict,
        gate.figure(),
        gate.interval(),
        wider,
        gate.limitLow(),
        gate.limitHigh(),
        reason,
        null,
        null,
        null);
  }

  /// The interval at confidence 1 - 0.05 / k; null if there is none at that confidence.
  private @Nullable Interval wider(Gate gate, double figure, Interval interval) {
    double level = Interval.levelFor(versions);
    return switch (gate) {
      case AUC_MIN -> interval(asServed.auc(level));
      case AUC_LOSS_MAX -> figures == null ? null : figures.aucDifferenceFor(versions);
      case OBSERVED_TO_EXPECTED -> interval.atLevel(figure, level, Interval.Scale.RATIO);
      case CALIBRATION_SLOPE, PSI_MAX, ROWS_MIN, DEFAULTERS_MIN ->
          interval.atLevel(figure, level, Interval.Scale.LINEAR);
    };
  }

  private static @Nullable Interval interval(@Nullable Estimate estimate) {
    return estimate == null ? null : estimate.interval();
  }
}
