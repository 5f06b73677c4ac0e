package credence.wording;

import credence.evaluation.AucDifference;
import credence.evaluation.DecisionChange;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.Interval;
import credence.evaluation.PairedComparison;
import credence.evaluation.PopulationStability;
import credence.model.Comparison;
import credence.model.Comparison.HeldOut;
import credence.model.GateResult;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Describes a comparison.
public final class ComparisonWording {
  private ComparisonWording() {}

  /// A metric of both, as a row of a table.
  ///
  /// @param name its name
  /// @param candidate of the candidate
  /// @param champion of the champion
  public record Line(String name, String candidate, String champion) {}

  /// The customers on which the two were compared.
  public static String customers(Comparison comparison) {
    HeldOut heldOut = comparison.heldOut();
    String champion = comparison.champion().name().text();
    return "Compared with %s. %s holds out %s; %s. Compared on %s and %s, both models as served.%s"
        .formatted(
            champion,
            comparison.candidate().name(),
            Figures.count(heldOut.customers(), "customer", "customers"),
            excluded(heldOut, champion),
            Figures.count(heldOut.customersCompared(), "customer", "customers"),
            Figures.count(heldOut.rowsCompared(), "row", "rows"),
            before(heldOut));
  }

  /// The use of the customers for other versions, and the confidence of the gates; empty if the
  /// versions compared were not counted.
  private static String before(HeldOut heldOut) {
    if (heldOut.versionsCompared() == null) {
      return "";
    }
    return heldOut.versions() == 1
        ? " No other version has been compared on overlapping customers since the champion last changed, or before with the same champion."
        : " %s versions have been compared on overlapping customers since the champion last changed, or before with the same champion, so gates use confidence %s."
            .formatted(
                Figures.count(heldOut.versions()),
                Figures.confidence(Interval.levelFor(heldOut.versions())));
  }

  /// Which of the held-out customers the champion has seen.
  private static String excluded(HeldOut heldOut, String champion) {
    Long seen = heldOut.customersSeen();
    Long byHash = heldOut.customersExcludedByHash();
    if (seen == null) {
      return "how many of them were in the training data of %s is unknown because %s"
          .formatted(
              champion,
              heldOut.championDoubt() == null
                  ? "a training set is missing"
                  : "its sides cannot be reproduced");
    }
    if (byHash == null) {
      return "%s of them were in the training data of %s and were excluded"
          .formatted(Figures.count(seen), champion);
    }
    return byHash == 0
        ? "%s of them were in the training data of %s, which holds out customers by the hash of their ids"
            .formatted(Figures.count(seen), champion)
        : "%s of them may have been in the training data of %s, which holds out customers by the hash of their ids, and were excluded; %s of the others were in it"
            .formatted(Figures.count(byHash), champion, Figures.count(seen));
  }

  /// Performance of both.
  public static List<Line> measures(PairedComparison figures) {
    return List.of(
        measure(figures, "defaulters", e -> Figures.count(e.balance().defaulters())),
        estimate(figures, "AUC", Evaluation::auc),
        measure(figures, "KS", Measure::ks),
        measure(figures, "log loss", e -> Figures.measure(e.logLoss())),
        measure(figures, "Brier score", e -> Figures.measure(e.brier())),
        estimate(figures, "observed / expected", e -> e.calibration().observedToExpected()),
        estimate(figures, "calibration slope", e -> e.calibration().slope()));
  }

  private static Line estimate(
      PairedComparison figures, String name, Function<Evaluation, @Nullable Estimate> estimate) {
    return measure(figures, name, e -> Figures.withInterval(estimate.apply(e)));
  }

  private static Line measure(
      PairedComparison figures, String name, Function<Evaluation, String> figure) {
    return new Line(name, figure.apply(figures.candidate()), figure.apply(figures.champion()));
  }

  /// A comparison in one line without a period: which of the two ranks better, and on how many
  /// customers that was measured.
  public static String summary(Comparison comparison) {
    PairedComparison figures = comparison.figures();
    return figures == null
        ? "no customers remain for the comparison"
        : apart(figures, comparison.heldOut().versions())
            + ", on "
            + Figures.count(comparison.heldOut().customersCompared(), "customer", "customers");
  }

  /// The difference of the two AUCs, as a sentence.
  ///
  /// @param versions the number of versions compared; if there are several, the interval at the
  ///   confidence of gates is stated as well
  public static String difference(PairedComparison figures, long versions) {
    return apart(figures, versions) + ".";
  }

  private static String apart(PairedComparison figures, long versions) {
    AucDifference adjusted =
        versions == 1 ? null : figures.aucDifference(Interval.levelFor(versions));
    return apart(figures.aucDifference(), adjusted == null ? null : adjusted.value().interval());
  }

  /// @param adjusted its interval at the confidence of gates; null if there is none
  static String apart(@Nullable AucDifference difference, @Nullable Interval adjusted) {
    if (difference == null) {
      return "The AUCs cannot be compared: all rows or none defaulted";
    }
    return difference.sameRanking()
        ? "Both models rank all rows identically: the AUCs do not differ, p = 1"
        : "AUC difference %s, p %s"
            .formatted(
                Figures.withIntervals(
                    difference.value().value(), difference.value().interval(), adjusted),
                Figures.pValue(difference.pValue()));
  }

  /// The stability of the scores, as a sentence.
  public static String stability(PopulationStability stability) {
    return "Population stability index (PSI) of the scores: %s (99th percentile under no drift: %s)."
        .formatted(Figures.measure(stability.value()), Figures.measure(stability.noDriftLimit()));
  }

  /// How applicants were decided, as the header of a table row.
  public static String decided(DecisionChange change) {
    return change.approvalRate() == null
        ? "At the cutoffs"
        : "At an approval rate of " + Figures.chosenPercent(change.approvalRate());
  }

  /// A gate's verdict as a sign.
  public static String mark(GateResult.Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "✓";
      case FAILED -> "✗";
      case UNDECIDED -> "?";
    };
  }

  /// The champions of some comparisons.
  public static String champions(List<Comparison> comparisons) {
    return comparisons.stream()
        .map(comparison -> comparison.champion().name().text())
        .collect(Collectors.joining(", "));
  }
}
