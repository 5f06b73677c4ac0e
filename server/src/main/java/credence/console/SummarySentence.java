package credence.console;

import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.model.GateResult;
import credence.model.GateResult.Verdict;
import credence.model.ModelSpec;
import credence.wording.CalibrationWording;
import credence.wording.Figures;
import java.util.List;

/// A summary of a version in one sentence: discrimination, calibration and the results of its
/// gates.
final class SummarySentence {
  /// An interval of the AUC wider than this does not distinguish a good model from a poor one.
  private static final double AUC_INTERVAL_MAX = 0.1;

  private SummarySentence() {}

  /// Returns the sentence.
  ///
  /// @param heldOut the evaluation of the held-out rows, as served
  /// @param section its gates
  /// @param spec has the ratios of observed to expected defaults that are immaterial
  static String of(Evaluation heldOut, ComparisonSection section, ModelSpec spec) {
    String gates = section.undecided() ? "; its gates are undecided" : gates(section.gates());
    return discrimination(heldOut) + calibration(heldOut, spec) + gates + ".";
  }

  private static String discrimination(Evaluation heldOut) {
    Estimate auc = heldOut.auc();
    if (auc == null) {
      return "Discrimination cannot be assessed: %s of %s defaulted"
          .formatted(
              heldOut.balance().defaults() == 0 ? "none" : "all",
              Figures.count(
                  heldOut.balance().customers(), "held-out customer", "held-out customers"));
    }
    Interval interval = auc.interval();
    String figure =
        "AUC %s, 95 %% interval %s".formatted(Figures.measure(auc), Figures.interval(auc));
    if (interval == null) {
      return "The AUC on held-out customers is %s; its uncertainty cannot be estimated from the data"
          .formatted(Figures.measure(auc));
    }
    if (interval.contains(0.5)) {
      return "It is uncertain whether the model ranks held-out customers better than chance (%s)"
          .formatted(figure);
    }
    if (interval.high() < 0.5) {
      return "The model ranks held-out customers worse than chance (%s)".formatted(figure);
    }
    return interval.high() - interval.low() > AUC_INTERVAL_MAX
        ? "The model ranks held-out customers better than chance, but how much better is uncertain (%s)"
            .formatted(figure)
        : "The model ranks held-out customers better than chance (%s)".formatted(figure);
  }

  private static String calibration(Evaluation heldOut, ModelSpec spec) {
    String verdict = CalibrationWording.verdict(heldOut.calibration(), spec);
    return verdict.isEmpty() ? "" : "; " + verdict;
  }

  private static String gates(List<GateResult> gates) {
    if (gates.isEmpty()) {
      return "";
    }
    long failed = count(gates, Verdict.FAILED);
    long undecided = count(gates, Verdict.UNDECIDED);
    if (failed + undecided == 0) {
      return "; " + (gates.size() == 1 ? "its gate" : "all " + gates.size() + " gates") + " passed";
    }
    return "; of "
        + Figures.count(gates.size(), "gate", "gates")
        + ", "
        + failed
        + " failed and "
        + undecided
        + (undecided == 1 ? " is" : " are")
        + " undecided";
  }

  private static long count(List<GateResult> gates, Verdict verdict) {
    return gates.stream().filter(gate -> gate.verdict() == verdict).count();
  }
}
