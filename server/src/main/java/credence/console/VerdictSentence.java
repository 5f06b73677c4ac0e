package credence.console;

import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.model.GateResult;
import credence.model.GateResult.Verdict;
import credence.wording.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to think of a version, in one sentence: whether it ranks, whether its probabilities hold,
/// what came of its gates.
final class VerdictSentence {
  /// An interval of the AUC wider than this does not tell a good model from a poor one.
  private static final double WIDE = 0.1;

  private VerdictSentence() {}

  /// The sentence.
  ///
  /// @param heldOut the side held out, as served
  /// @param gates what came of its gates; empty if it has none
  static String of(Evaluation heldOut, List<GateResult> gates) {
    return ranking(heldOut) + calibration(heldOut) + gates(gates) + ".";
  }

  private static String ranking(Evaluation heldOut) {
    Estimate auc = heldOut.auc();
    if (auc == null) {
      return "Whether it ranks applicants cannot be told: of %s held out %s defaulted"
          .formatted(
              Figures.count(heldOut.balance().customers(), "customer", "customers"),
              heldOut.balance().defaults() == 0 ? "none" : "every one");
    }
    Interval interval = auc.interval();
    String figure =
        "AUC %s, 95 %% interval %s".formatted(Figures.measure(auc), Figures.interval(auc));
    if (interval == null) {
      return "On customers held out its AUC is %s, and the data does not tell how sure that is"
          .formatted(Figures.measure(auc));
    }
    if (interval.contains(0.5)) {
      return "Whether it ranks held-out customers better than chance is not settled (%s)"
          .formatted(figure);
    }
    if (interval.high() < 0.5) {
      return "It ranks held-out customers worse than chance (%s)".formatted(figure);
    }
    return interval.high() - interval.low() > WIDE
        ? "It ranks held-out customers better than chance, but how much better is uncertain (%s)"
            .formatted(figure)
        : "It ranks held-out customers better than chance (%s)".formatted(figure);
  }

  private static String calibration(Evaluation heldOut) {
    Estimate ratio = heldOut.calibration().observedToExpected();
    Interval interval = interval(ratio);
    if (interval == null) {
      return "";
    }
    String figure =
        " (observed over expected %s, %s)"
            .formatted(Figures.measure(ratio), Figures.interval(ratio));
    if (interval.contains(1)) {
      return "; as many defaulted as it expected, within chance" + figure;
    }
    return interval.low() > 1
        ? "; more defaulted than it expected" + figure
        : "; fewer defaulted than it expected" + figure;
  }

  private static @Nullable Interval interval(@Nullable Estimate estimate) {
    return estimate == null ? null : estimate.interval();
  }

  private static String gates(List<GateResult> gates) {
    if (gates.isEmpty()) {
      return "";
    }
    long failed = count(gates, Verdict.FAILED);
    long undecided = count(gates, Verdict.UNDECIDED);
    if (failed + undecided == 0) {
      return "; it passed " + (gates.size() == 1 ? "its gate" : "all " + gates.size() + " gates");
    }
    return "; of "
        + Figures.count(gates.size(), "gate", "gates")
        + " "
        + (failed == 0 ? "none" : failed)
        + " failed and "
        + (undecided == 0 ? "none is" : undecided == 1 ? "1 is" : undecided + " are")
        + " undecided";
  }

  private static long count(List<GateResult> gates, Verdict verdict) {
    return gates.stream().filter(gate -> gate.verdict() == verdict).count();
  }
}
