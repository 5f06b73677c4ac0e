package credence.console;

import credence.evaluation.AucDifference;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.PairedComparison;
import credence.evaluation.PopulationStability;
import credence.model.Comparison;
import credence.model.Comparison.HeldOut;
import credence.model.GateResult;
import credence.wording.Figures;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A comparison and its gates in words.
final class ComparisonWords {
  private ComparisonWords() {}

  /// One measure of both, as a line of a table.
  record Measure(String name, String candidate, String champion) {}

  /// On whom the two were compared.
  static String customers(Comparison comparison) {
    HeldOut heldOut = comparison.heldOut();
    String champion = comparison.champion().name().text();
    Long seen = heldOut.customersSeen();
    String left =
        seen == null
            ? "nobody can tell how many of them trained %s, for a training set is gone"
                .formatted(champion)
            : "%s of them trained %s and were left out".formatted(Figures.count(seen), champion);
    String before =
        heldOut.candidatesBefore() == 0
            ? "No other candidate was judged by customers of these sets before."
            : "%s judged by customers of these sets before: the more there are, the likelier one looks good by luck."
                .formatted(
                    Figures.count(
                        heldOut.candidatesBefore(),
                        "other candidate was",
                        "other candidates were"));
    return "Compared with %s. %s holds out %s; %s. Compared on %s and %s, both models as served. %s"
        .formatted(
            champion,
            comparison.candidate().name(),
            Figures.count(heldOut.customers(), "customer", "customers"),
            left,
            Figures.count(heldOut.customersCompared(), "customer", "customers"),
            Figures.count(heldOut.rowsCompared(), "row", "rows"),
            before);
  }

  /// What was measured of both.
  static List<Measure> measures(PairedComparison figures) {
    return List.of(
        measure(figures, "defaulters", e -> Figures.count(e.balance().defaulters())),
        estimate(figures, "AUC", Evaluation::auc),
        measure(figures, "KS", e -> Figures.measure(e.ks())),
        measure(figures, "log loss", e -> Figures.measure(e.logLoss())),
        measure(figures, "Brier score", e -> Figures.measure(e.brier())),
        estimate(figures, "observed / expected", e -> e.calibration().observedToExpected()),
        estimate(figures, "calibration slope", e -> e.calibration().slope()));
  }

  private static Measure estimate(
      PairedComparison figures, String name, Function<Evaluation, @Nullable Estimate> estimate) {
    return measure(figures, name, e -> Figures.withInterval(estimate.apply(e)));
  }

  private static Measure measure(
      PairedComparison figures, String name, Function<Evaluation, String> figure) {
    return new Measure(name, figure.apply(figures.candidate()), figure.apply(figures.champion()));
  }

  /// How far the two AUCs are apart.
  static String difference(@Nullable AucDifference difference) {
    if (difference == null) {
      return "The AUCs cannot be compared: all rows or none defaulted.";
    }
    if (difference.sameRanking()) {
      return "Both rank every row alike: the AUCs do not differ, p = 1.";
    }
    return "AUC difference %s, p %s."
        .formatted(Figures.withInterval(difference.value()), Figures.pValue(difference.pValue()));
  }

  /// How far the two distributions of scores are apart.
  static String stability(PopulationStability stability) {
    return "Population stability index of the scores: %s; no drift at all would stay below %s in 99 of 100 samples."
        .formatted(Figures.measure(stability.value()), Figures.measure(stability.noDriftLimit()));
  }

  /// A gate's verdict as a sign.
  static String mark(GateResult.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "✓";
      case FAILED -> "✗";
      case UNDECIDED -> "?";
    };
  }

  /// The champions of some comparisons.
  static String champions(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(comparison -> comparison.champion().name().text())
        .collect(Collectors.joining(", "));
  }
}
