package credence.app;

import credence.evaluation.AucDifference;
import credence.evaluation.DecisionChange;
import credence.evaluation.DecisionChange.Swapped;
import credence.evaluation.Evaluation;
import credence.evaluation.PairedComparison;
import credence.evaluation.PopulationStability;
import credence.model.Comparison;
import credence.model.Comparison.HeldOut;
import credence.model.Finding;
import credence.model.GateResult;
import credence.wording.Figures;
import credence.wording.FindingWording;
import credence.wording.GateWording;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A comparison as people read it on the terminal.
final class ComparisonSheet {
  private static final String INDENT = "  ";

  private final PrintWriter out;

  ComparisonSheet(PrintWriter out) {
    this.out = out;
  }

  /// On whom the two were compared, what was measured, what would change, and the gates.
  void print(Comparison comparison) {
    String candidate = comparison.candidate().name().text();
    String champion = comparison.champion().name().text();
    heading(candidate + " against " + champion);
    paragraph(customers(comparison.heldOut(), candidate, champion));
    PairedComparison figures = comparison.figures();
    if (figures == null) {
      paragraph("There is nobody left to compare them on.");
    } else {
      measures(figures, candidate, champion);
      paragraph(difference(figures.aucDifference()));
      stability(figures.scoreStability());
      decisions(figures.decisionChanges());
    }
    printGates(comparison.gates());
    printFindings(comparison.findings());
  }

  /// A comparison in one line: who ranks better, and on how many customers that was measured.
  static String summary(Comparison comparison) {
    PairedComparison figures = comparison.figures();
    if (figures == null) {
      return "there is nobody left to compare them on";
    }
    return difference(figures.aucDifference())
        + ", on "
        + Figures.count(comparison.heldOut().customersCompared())
        + " customers";
  }

  /// What whoever relies on it should know.
  void printFindings(List<Finding> findings) {
    for (Finding finding : findings) {
      paragraph(
          "[%s, %s] %s"
              .formatted(
                  finding.code(), Figures.count(finding.count()), FindingWording.of(finding)));
    }
  }

  /// Why a version could not be compared.
  void printRefused(List<String> messages) {
    heading("Not compared with the champion");
    messages.forEach(this::paragraph);
  }

  /// What came of each gate; nothing if there is none.
  void printGates(List<GateResult> gates) {
    if (gates.isEmpty()) {
      return;
    }
    heading("Gates");
    gates.forEach(gate -> paragraph(gate.gate() + " " + GateWording.of(gate)));
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }

  private void paragraph(String text) {
    TextParagraph.print(out, INDENT, text);
  }

  private static String customers(HeldOut heldOut, String candidate, String champion) {
    Long seen = heldOut.customersSeen();
    String left =
        seen == null
            ? "nobody can tell how many of them %s was fitted to".formatted(champion)
            : "%s of them trained %s and were left out".formatted(Figures.count(seen), champion);
    return "%s holds out %s customers; %s. Compared on %s customers, %s rows, both as served."
        .formatted(
            candidate,
            Figures.count(heldOut.customers()),
            left,
            Figures.count(heldOut.customersCompared()),
            Figures.count(heldOut.rowsCompared()));
  }

  private void measures(PairedComparison figures, String candidate, String champion) {
    TextTable table = new TextTable("", candidate, champion);
    measure(table, figures, "defaulters", e -> Figures.count(e.balance().defaulters()));
    measure(table, figures, "AUC", e -> Figures.withInterval(e.auc()));
    measure(table, figures, "KS", e -> Figures.measure(e.ks()));
    measure(table, figures, "log loss", e -> Figures.measure(e.logLoss()));
    measure(table, figures, "Brier", e -> Figures.measure(e.brier()));
    measure(
        table,
        figures,
        "observed / expected",
        e -> Figures.withInterval(e.calibration().observedToExpected()));
    measure(
        table, figures, "calibration slope", e -> Figures.withInterval(e.calibration().slope()));
    table.print(out, INDENT);
  }

  private static void measure(
      TextTable table, PairedComparison figures, String name, Function<Evaluation, String> figure) {
    table.row(name, figure.apply(figures.candidate()), figure.apply(figures.champion()));
  }

  private static String difference(@Nullable AucDifference difference) {
    if (difference == null) {
      return "The AUCs cannot be compared: all rows or none defaulted";
    }
    return difference.sameRanking()
        ? "Both rank every row alike: the AUCs do not differ, p = 1"
        : "AUC difference %s, p %s"
            .formatted(
                Figures.withInterval(difference.value()), Figures.pValue(difference.pValue()));
  }

  private void stability(PopulationStability stability) {
    paragraph(
        "PSI of the scores %s; no drift at all would stay below %s in 99 of 100 samples"
            .formatted(
                Figures.measure(stability.value()), Figures.measure(stability.noDriftLimit())));
  }

  private void decisions(List<DecisionChange> changes) {
    TextTable table =
        new TextTable(
            "decided", "changed", "newly declined", "default", "newly approved", "default");
    for (DecisionChange change : changes) {
      Double rate = change.approvalRate();
      table.row(
          rate == null ? "by the cutoffs" : Figures.percent(rate) + " approved",
          Figures.percent(change.shareChanged()),
          Figures.count(change.newlyDeclined().rows()),
          defaultRate(change.newlyDeclined()),
          Figures.count(change.newlyApproved().rows()),
          defaultRate(change.newlyApproved()));
    }
    heading("Decisions that would change");
    table.print(out, INDENT);
  }

  private static String defaultRate(Swapped swapped) {
    Double rate = swapped.defaultRate();
    return Figures.percent(rate);
  }
}
