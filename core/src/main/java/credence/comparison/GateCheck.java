package credence.comparison;

import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.evaluation.PairedComparison;
import credence.evaluation.PopulationStability;
import credence.evaluation.ScoreStability;
import credence.model.Comparison;
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
/// interval does. Gates on a metric whose interval is unreliable with few customers are undecided
/// below a number of customers. The population stability index against the champion has no
/// interval: above its limit it is undecided while it does not exceed its 99th percentile under no
/// drift.
///
/// If k versions were compared on the same customers, the interval at confidence 1 - 0.05 / k
/// decides ([Interval#levelFor]): of twenty equally good versions, one looks better than the
/// champion by chance in a quarter of all cases. Counts are exact, and a population stability index
/// is compared with its limit as it is, so these gates do not depend on k.
///
/// Everything is computed from stored figures, so gates can be checked again at any time. Verdicts
/// of documents of earlier formats are not used: intervals of AUCs are computed from their standard
/// errors, and those of the calibration count only with as many customers as their earlier
/// definition needs.
public final class GateCheck {
  private final Gates gates;
  private final Evaluation asServed;
  private final @Nullable ScoreStability overTime;
  private final long versions;
  private final List<GateResult> results = new ArrayList<>();

  private GateCheck(ModelVersion candidate, long versions) {
    this.gates = candidate.spec().gates();
    this.asServed = candidate.evaluation().validationAsServed();
    this.overTime = candidate.evaluation().scoreStability();
    this.versions = versions;
  }

  /// The gates of a version that has no champion to be compared with; gates against the champion
  /// are undecided.
  public static List<GateResult> alone(ModelVersion version) {
    return new GateCheck(version, 1).check(null, Reason.NO_CHAMPION);
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
  /// @param doubt why figures against the champion may be biased ([Comparison.HeldOut#doubt()]);
  ///   then gates on them are undecided; null if they are not
  /// @param versions the number k of versions compared, at least 1
  public static List<GateResult> against(
      ModelVersion candidate,
      @Nullable PairedComparison figures,
      @Nullable Reason doubt,
      long versions) {
    return new GateCheck(candidate, versions)
        .check(figures, figures == null ? Reason.NO_CUSTOMERS : doubt);
  }

  /// A comparison whose gates are checked again, for another number of versions compared.
  ///
  /// @param versions the number k of versions compared, at least 1
  public static Comparison again(Comparison comparison, ModelVersion candidate, long versions) {
    return comparison.forVersions(
        versions, against(candidate, comparison.figures(), comparison.heldOut().doubt(), versions));
  }

  /// @param doubt why figures against the champion are unknown or biased; null if they are not
  private List<GateResult> check(@Nullable PairedComparison figures, @Nullable Reason doubt) {
    double level = Interval.levelFor(versions);
    if (gates.aucMin() != null) {
      metric(
          Gate.AUC_MIN,
          asServed.auc(Interval.LEVEL),
          interval(asServed.auc(level)),
          gates.aucMin(),
          null,
          asServed,
          Evaluation.AUC_CUSTOMERS_MIN);
    }
    if (gates.aucLossMax() != null) {
      aucLoss(figures, level, gates.aucLossMax(), doubt);
    }
    range(
        Gate.OBSERVED_TO_EXPECTED,
        asServed.calibration().observedToExpected(),
        Interval.Scale.RATIO,
        gates.observedToExpected(),
        asServed.observedToExpectedCustomersMin());
    range(
        Gate.CALIBRATION_SLOPE,
        asServed.calibration().slope(),
        Interval.Scale.LINEAR,
        gates.calibrationSlope(),
        asServed.slopeCustomersMin());
    if (gates.psiMax() != null) {
      stability(figures == null ? null : figures.scoreStability(), gates.psiMax(), doubt);
    }
    if (gates.stabilityPsiMax() != null) {
      stabilityOverTime(level, gates.stabilityPsiMax());
    }
    count(Gate.ROWS_MIN, asServed.balance().rows(), gates.rowsMin());
    count(Gate.DEFAULTERS_MIN, asServed.balance().defaulters(), gates.defaultersMin());
    return List.copyOf(results);
  }

  private void aucLoss(
      @Nullable PairedComparison figures, double level, double lossMax, @Nullable Reason doubt) {
    double least = lossMax == 0 ? 0 : -lossMax;
    AucDifference difference = figures == null ? null : figures.aucDifference(Interval.LEVEL);
    Estimate figure = difference == null ? null : difference.value();
    if (doubt != null) {
      add(Gate.AUC_LOSS_MAX, Verdict.UNDECIDED, figure, least, null, doubt);
    } else if (difference != null && difference.sameRanking()) {
      add(Gate.AUC_LOSS_MAX, Verdict.PASSED, figure, least, null, Reason.SAME_RANKING);
    } else {
      AucDifference atLevel = figures == null ? null : figures.aucDifference(level);
      metric(
          Gate.AUC_LOSS_MAX,
          figure,
          interval(atLevel == null ? null : atLevel.value()),
          least,
          null,
          figures == null ? null : figures.candidate(),
          PairedComparison.AUC_CUSTOMERS_MIN);
    }
  }

  private void range(
      Gate gate,
      @Nullable Estimate figure,
      Interval.Scale scale,
      @Nullable Range range,
      long customersMin) {
    if (range != null) {
      Interval interval = interval(figure);
      Interval deciding =
          figure == null || interval == null || versions == 1
              ? interval
              : interval.atLevel(figure.value(), Interval.levelFor(versions), scale);
      metric(gate, figure, deciding, range.low(), range.high(), asServed, customersMin);
    }
  }

  private static @Nullable Interval interval(@Nullable Estimate estimate) {
    return estimate == null ? null : estimate.interval();
  }

  /// @param deciding the figure's interval at the confidence for the versions compared; null if
  ///   there is none
  /// @param side whose customers the figure was computed from; null if there is no figure
  /// @param customersMin the number of customers of each class from which on the interval is
  ///   reliable
  private void metric(
      Gate gate,
      @Nullable Estimate figure,
      @Nullable Interval deciding,
      double low,
      @Nullable Double high,
      @Nullable Evaluation side,
      long customersMin) {
    if (figure == null || side == null) {
      add(gate, Verdict.UNDECIDED, figure, low, high, Reason.NOT_DEFINED);
    } else if (side.balance().rarerCustomers() < customersMin) {
      add(gate, Verdict.UNDECIDED, figure, null, low, high, Reason.FEW_CUSTOMERS, customersMin);
    } else if (figure.interval() == null || deciding == null) {
      add(gate, Verdict.UNDECIDED, figure, low, high, Reason.NO_INTERVAL);
    } else {
      decide(gate, figure, deciding, low, high);
    }
  }

  private void decide(
      Gate gate, Estimate figure, Interval deciding, @Nullable Double low, @Nullable Double high) {
    Interval adjusted = versions == 1 ? null : deciding;
    double least = low == null ? Double.NEGATIVE_INFINITY : low;
    double most = high == null ? Double.POSITIVE_INFINITY : high;
    if (least <= deciding.low() && deciding.high() <= most) {
      add(gate, Verdict.PASSED, figure, adjusted, low, high, Reason.INTERVAL_WITHIN, null);
    } else if (deciding.high() < least || most < deciding.low()) {
      add(gate, Verdict.FAILED, figure, adjusted, low, high, Reason.INTERVAL_OUTSIDE, null);
    } else {
      add(gate, Verdict.UNDECIDED, figure, adjusted, low, high, Reason.INTERVAL_SPANS, null);
    }
  }

  private void stability(
      @Nullable PopulationStability stability, double max, @Nullable Reason doubt) {
    if (stability == null || doubt != null) {
      Estimate figure = stability == null ? null : new Estimate(stability.value(), null, null);
      Reason why = doubt == null ? Reason.NOT_DEFINED : doubt;
      add(Gate.PSI_MAX, Verdict.UNDECIDED, figure, null, max, why);
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

  private void stabilityOverTime(double level, double max) {
    Gate gate = Gate.STABILITY_PSI_MAX;
    if (overTime == null) {
      add(gate, Verdict.UNDECIDED, null, null, max, Reason.NO_EARLIER_CUSTOMERS);
      return;
    }
    Estimate figure = overTime.value();
    Interval deciding = overTime.value(level).interval();
    long customersMin = ScoreStability.CUSTOMERS_MIN;
    if (overTime.customersMin() < customersMin) {
      add(gate, Verdict.UNDECIDED, figure, null, null, max, Reason.FEW_CUSTOMERS, customersMin);
    } else if (deciding == null) {
      add(gate, Verdict.UNDECIDED, figure, null, max, Reason.NO_INTERVAL);
    } else {
      decide(gate, figure, deciding, null, max);
    }
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
    add(gate, verdict, figure, null, low, high, reason, null);
  }

  private void add(
      Gate gate,
      Verdict verdict,
      @Nullable Estimate figure,
      @Nullable Interval adjusted,
      @Nullable Double low,
      @Nullable Double high,
      Reason reason,
      @Nullable Long customersMin) {
    results.add(
        new GateResult(
            gate,
            verdict,
            figure == null ? null : figure.value(),
            interval(figure),
            adjusted,
            low,
            high,
            reason,
            null,
            customersMin,
            null));
  }
}
