package credence.comparison;

import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.evaluation.PairedComparison;
import credence.evaluation.PopulationStability;
import credence.model.Finding;
import credence.model.GateResult;
import credence.model.GateResult.Verdict;
import credence.model.Gates;
import credence.model.Gates.Range;
import credence.model.ModelVersion;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Holds a candidate against the gates of its spec.
///
/// Gates on the candidate alone read its evaluation on the held-out side as served; those against
/// the champion read the comparison. A figure with an interval passes or fails with the whole of
/// it. Population stability has none: beyond its limit it is undecided as long as chance alone may
/// have brought it there, which its 99 % value without drift tells.
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
    return new GateCheck(version).check(null, "there is no champion to compare with");
  }

  /// What is to be said of a version that is champion by being the first; empty if it passed all of
  /// its gates, or has none.
  public static Optional<Finding> findingOfFirst(ModelVersion version) {
    List<GateResult> gates = alone(version);
    long open = gates.stream().filter(gate -> gate.verdict() != Verdict.PASSED).count();
    return open == 0
        ? Optional.empty()
        : Optional.of(new Finding.FirstChampion(open, gates.size()));
  }

  /// The gates of a candidate against the champion.
  ///
  /// @param figures the comparison; null where no row was left to compare on
  /// @param mayHaveBeenSeen whether the champion may have been fitted to the rows of the
  ///   comparison; then its area may be too good and the gate on the loss is undecided
  public static List<GateResult> against(
      ModelVersion candidate, @Nullable PairedComparison figures, boolean mayHaveBeenSeen) {
    return new GateCheck(candidate)
        .check(
            figures,
            figures == null
                ? "no customer is left whom the candidate holds out and the champion has not seen"
                : mayHaveBeenSeen
                    ? "the champion may have seen the held-out customers, for a training set of"
                        + " its is gone"
                    : null);
  }

  /// @param doubt why the loss against the champion cannot be told; null: it can
  private List<GateResult> check(@Nullable PairedComparison figures, @Nullable String doubt) {
    if (gates.aucMin() != null) {
      estimate("auc-min", "the AUC as served", asServed.auc(), gates.aucMin(), null);
    }
    if (gates.aucLossMax() != null) {
      aucLoss(figures == null ? null : figures.aucDifference(), gates.aucLossMax(), doubt);
    }
    range(
        "observed-to-expected",
        "observed over expected defaults",
        asServed.calibration().observedToExpected(),
        gates.observedToExpected());
    range(
        "calibration-slope",
        "the calibration slope",
        asServed.calibration().slope(),
        gates.calibrationSlope());
    if (gates.psiMax() != null) {
      stability(figures == null ? null : figures.scoreStability(), gates.psiMax(), doubt);
    }
    count("rows-min", "held-out rows", asServed.balance().rows(), gates.rowsMin());
    count(
        "defaulters-min",
        "held-out customers who defaulted",
        asServed.balance().defaulters(),
        gates.defaultersMin());
    return List.copyOf(results);
  }

  private void aucLoss(@Nullable AucDifference difference, double lossMax, @Nullable String doubt) {
    String gate = "auc-loss-max";
    String what = "the AUC less the champion's";
    double least = lossMax == 0 ? 0 : -lossMax;
    if (doubt != null) {
      Estimate figure = difference == null ? null : difference.value();
      add(gate, what, Verdict.UNDECIDED, figure, least, null, doubt);
    } else if (difference != null && difference.sameRanking()) {
      String why = "both rank every row alike";
      add(gate, what, Verdict.PASSED, difference.value(), least, null, why);
    } else {
      estimate(gate, what, difference == null ? null : difference.value(), least, null);
    }
  }

  private void range(String gate, String what, @Nullable Estimate figure, @Nullable Range range) {
    if (range != null) {
      estimate(gate, what, figure, range.low(), range.high());
    }
  }

  private void estimate(
      String gate, String what, @Nullable Estimate figure, double low, @Nullable Double high) {
    Interval interval = figure == null ? null : figure.interval();
    if (interval == null) {
      String why = figure == null ? "it is not defined here" : "the data gives it no interval";
      add(gate, what, Verdict.UNDECIDED, figure, low, high, why);
      return;
    }
    double most = high == null ? Double.POSITIVE_INFINITY : high;
    if (interval.low() >= low && interval.high() <= most) {
      add(gate, what, Verdict.PASSED, figure, low, high, "the whole interval lies within");
    } else if (interval.high() < low || interval.low() > most) {
      add(gate, what, Verdict.FAILED, figure, low, high, "the whole interval lies outside");
    } else {
      add(gate, what, Verdict.UNDECIDED, figure, low, high, "the interval spans the limit");
    }
  }

  private void stability(
      @Nullable PopulationStability stability, double max, @Nullable String doubt) {
    String gate = "psi-max";
    String what = "the PSI of the scores against the champion's";
    if (stability == null) {
      add(gate, what, Verdict.UNDECIDED, null, null, max, doubt == null ? "" : doubt);
      return;
    }
    Verdict verdict =
        stability.value() <= max
            ? Verdict.PASSED
            : stability.beyondChance() ? Verdict.FAILED : Verdict.UNDECIDED;
    String chance =
        "no drift at all would stay below %s in 99 of 100 samples"
            .formatted(Figures.measure(stability.noDriftLimit()));
    add(gate, what, verdict, new Estimate(stability.value(), null, null), null, max, chance);
  }

  private void count(String gate, String what, long found, @Nullable Long least) {
    if (least == null) {
      return;
    }
    Verdict verdict = found >= least ? Verdict.PASSED : Verdict.FAILED;
    String words =
        "%s: %s %s, at least %s asked for"
            .formatted(word(verdict), Figures.count(found), what, Figures.count(least));
    results.add(
        new GateResult(
            gate, verdict, (double) found, null, least.doubleValue(), null, words + "."));
  }

  private void add(
      String gate,
      String what,
      Verdict verdict,
      @Nullable Estimate figure,
      @Nullable Double low,
      @Nullable Double high,
      String why) {
    Interval interval = figure == null ? null : figure.interval();
    String words =
        "%s: %s is %s%s, %s asked for; %s."
            .formatted(
                word(verdict),
                what,
                figure == null ? "not defined" : Figures.measure(figure.value()),
                interval == null ? "" : " (" + Figures.range(interval.low(), interval.high()) + ")",
                limit(low, high),
                why);
    results.add(
        new GateResult(
            gate, verdict, figure == null ? null : figure.value(), interval, low, high, words));
  }

  private static String limit(@Nullable Double low, @Nullable Double high) {
    if (low != null && high != null) {
      return Figures.chosen(low) + " to " + Figures.chosen(high);
    }
    return low != null
        ? "at least " + Figures.chosen(low)
        : high != null ? "at most " + Figures.chosen(high) : "";
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
