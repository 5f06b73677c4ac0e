package credence.comparison;

import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.evaluation.PairedComparison;
import credence.evaluation.PopulationStability;
import credence.model.Finding;
import credence.model.GateResult;
import credence.model.GateResult.Gate;
import credence.model.GateResult.Reason;
import credence.model.GateResult.Verdict;
import credence.model.Gates;
import credence.model.Gates.Range;
import credence.model.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks a candidate against the gates of its spec.
///
/// Gates on the candidate alone read its evaluation on the held-out side as served; those against
/// the champion read the comparison. A metric with an interval passes or fails only if the entire
/// interval does. Gates on an AUC are undecided below the number of customers from which on its
/// interval is reliable; the interval is computed from the standard error, so it is the same for
/// documents of all formats. The population stability index has no interval: above its limit it is
/// undecided while it does not exceed its 99th percentile under no drift.
public final class GateCheck {
  private final Gates gates;
  private final Evaluation asServed;
  private final List<GateResult> results = new ArrayList<>();

  private GateCheck(ModelVersion candidate) {
    this.gates = candidate.spec().gates();
    this.asServed = candidate.evaluation().validationAsServed();
  }

  /// The gates of a version that has no champion to be compared with; gates against the champion
  /// are undecided.
  public static List<GateResult> alone(ModelVersion version) {
    return new GateCheck(version).check(null, Reason.NO_CHAMPION);
  }

  /// The finding for a version that becomes champion because it is the first; empty if it passed
  /// all of its gates or has none.
  public static Optional<Finding> findingOfFirst(ModelVersion version) {
    List<GateResult> gates = alone(version);
    long open = gates.stream().filter(gate -> gate.verdict() != Verdict.PASSED).count();
    return open == 0
        ? Optional.empty()
        : Optional.of(new Finding.FirstChampion(open, gates.size()));
  }

  /// The gates of a candidate against the champion.
  ///
  /// @param figures the comparison; null if no rows remained for the comparison
  /// @param doubt why the AUCs may be biased ([credence.model.Comparison.HeldOut#doubt()]); then
  ///   the gate on the loss is undecided; null if they are not
  public static List<GateResult> against(
      ModelVersion candidate, @Nullable PairedComparison figures, @Nullable Reason doubt) {
    return new GateCheck(candidate).check(figures, figures == null ? Reason.NO_CUSTOMERS : doubt);
  }

  /// @param doubt why the loss against the champion is unknown; null if it is known
  private List<GateResult> check(@Nullable PairedComparison figures, @Nullable Reason doubt) {
    if (gates.aucMin() != null) {
      area(
          Gate.AUC_MIN,
          asServed.auc(Interval.LEVEL),
          gates.aucMin(),
          asServed,
          Evaluation.AUC_CUSTOMERS_MIN);
    }
    if (gates.aucLossMax() != null) {
      aucLoss(figures, gates.aucLossMax(), doubt);
    }
    range(
        Gate.OBSERVED_TO_EXPECTED,
        asServed.calibration().observedToExpected(),
        gates.observedToExpected());
    range(Gate.CALIBRATION_SLOPE, asServed.calibration().slope(), gates.calibrationSlope());
    if (gates.psiMax() != null) {
      stability(figures == null ? null : figures.scoreStability(), gates.psiMax(), doubt);
    }
    count(Gate.ROWS_MIN, asServed.balance().rows(), gates.rowsMin());
    count(Gate.DEFAULTERS_MIN, asServed.balance().defaulters(), gates.defaultersMin());
    return List.copyOf(results);
  }

  private void aucLoss(@Nullable PairedComparison figures, double lossMax, @Nullable Reason doubt) {
    double least = lossMax == 0 ? 0 : -lossMax;
    AucDifference difference = figures == null ? null : figures.aucDifference(Interval.LEVEL);
    Estimate figure = difference == null ? null : difference.value();
    if (doubt != null) {
      add(Gate.AUC_LOSS_MAX, Verdict.UNDECIDED, figure, least, null, doubt);
    } else if (difference != null && difference.sameRanking()) {
      add(Gate.AUC_LOSS_MAX, Verdict.PASSED, figure, least, null, Reason.SAME_RANKING);
    } else {
      area(
          Gate.AUC_LOSS_MAX,
          figure,
          least,
          figures == null ? null : figures.candidate(),
          PairedComparison.AUC_CUSTOMERS_MIN);
    }
  }

  /// @param side whose customers the figure was computed from; null if there is no figure
  private void area(
      Gate gate,
      @Nullable Estimate figure,
      double least,
      @Nullable Evaluation side,
      long customersMin) {
    if (figure == null || side == null || side.balance().rarerCustomers() >= customersMin) {
      estimate(gate, figure, least, null);
      return;
    }
    results.add(
        new GateResult(
            gate,
            Verdict.UNDECIDED,
            figure.value(),
            figure.interval(),
            null,
            least,
            null,
            Reason.FEW_CUSTOMERS,
            null,
            customersMin,
            null));
  }

  private void range(Gate gate, @Nullable Estimate figure, @Nullable Range range) {
    if (range != null) {
      estimate(gate, figure, range.low(), range.high());
    }
  }

  private void estimate(Gate gate, @Nullable Estimate figure, double low, @Nullable Double high) {
    Interval interval = figure == null ? null : figure.interval();
    if (interval == null) {
      Reason why = figure == null ? Reason.NOT_DEFINED : Reason.NO_INTERVAL;
      add(gate, Verdict.UNDECIDED, figure, low, high, why);
      return;
    }
    double most = high == null ? Double.POSITIVE_INFINITY : high;
    if (interval.low() >= low && interval.high() <= most) {
      add(gate, Verdict.PASSED, figure, low, high, Reason.INTERVAL_WITHIN);
    } else if (interval.high() < low || interval.low() > most) {
      add(gate, Verdict.FAILED, figure, low, high, Reason.INTERVAL_OUTSIDE);
    } else {
      add(gate, Verdict.UNDECIDED, figure, low, high, Reason.INTERVAL_SPANS);
    }
  }

  private void stability(
      @Nullable PopulationStability stability, double max, @Nullable Reason doubt) {
    if (stability == null) {
      Reason why = doubt == null ? Reason.NOT_DEFINED : doubt;
      add(Gate.PSI_MAX, Verdict.UNDECIDED, null, null, max, why);
      return;
    }
    Verdict verdict =
        stability.value() <= max
            ? Verdict.PASSED
            : stability.beyondChance() ? Verdict.FAILED : Verdict.UNDECIDED;
    results.add(
        new GateResult(
            Gate.PSI_MAX,
            verdict,
            stability.value(),
            null,
            null,
            null,
            max,
            Reason.NO_DRIFT_LIMIT,
            stability.noDriftLimit(),
            null,
            null));
  }

  private void count(Gate gate, long found, @Nullable Long least) {
    if (least != null) {
      Verdict verdict = found >= least ? Verdict.PASSED : Verdict.FAILED;
      Estimate figure = new Estimate(found, null, null);
      add(gate, verdict, figure, least.doubleValue(), null, Reason.COUNT);
    }
  }

  private void add(
      Gate gate,
      Verdict verdict,
      @Nullable Estimate figure,
      @Nullable Double low,
      @Nullable Double high,
      Reason reason) {
    results.add(
        new GateResult(
            gate,
            verdict,
            figure == null ? null : figure.value(),
            figure == null ? null : figure.interval(),
            low,
            high,
            reason));
  }
}
