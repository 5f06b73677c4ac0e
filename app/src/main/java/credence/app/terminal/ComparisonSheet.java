package credence.app.terminal;

import credence.evaluation.DecisionChange;
import credence.evaluation.PairedComparison;
import credence.model.Comparison;
import credence.model.Finding;
import credence.model.GateResult;
import credence.wording.ComparisonWording;
import credence.wording.Figures;
import credence.wording.FindingWording;
import credence.wording.GateWording;
import java.io.PrintWriter;
import java.util.List;

/// Prints a comparison on the terminal.
public final class ComparisonSheet {
  private static final String INDENT = "  ";

  private final PrintWriter out;

  public ComparisonSheet(PrintWriter out) {
    this.out = out;
  }

  /// Prints the customers, the metrics, the swap-set analysis, and the gates.
  public void print(Comparison comparison) {
    String candidate = comparison.candidate().name().text();
    String champion = comparison.champion().name().text();
    heading(candidate + " against " + champion);
    paragraph(ComparisonWording.customers(comparison));
    PairedComparison figures = comparison.figures();
    if (figures == null) {
      paragraph("No customers remain for the comparison.");
    } else {
      measures(figures, candidate, champion);
      paragraph(ComparisonWording.difference(figures, comparison.heldOut().versions()));
      paragraph(ComparisonWording.stability(figures.scoreStability()));
      decisions(figures.decisionChanges());
    }
    printGates(comparison.gates());
    printFindings(comparison.findings());
  }

  /// Prints the findings.
  public void printFindings(List<Finding> findings) {
    for (Finding finding : findings) {
      paragraph(
          "[%s, %s] %s"
              .formatted(
                  finding.code(), Figures.count(finding.count()), FindingWording.of(finding)));
    }
  }

  /// Prints why a version could not be compared.
  public void printRejected(List<String> messages) {
    heading("Not compared with the champion");
    messages.forEach(this::paragraph);
  }

  /// Prints the result of each gate; nothing if there are none.
  public void printGates(List<GateResult> gates) {
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

  private void measures(PairedComparison figures, String candidate, String champion) {
    TextTable table = new TextTable("", candidate, champion);
    ComparisonWording.measures(figures)
        .forEach(line -> table.row(line.name(), line.candidate(), line.champion()));
    table.print(out, INDENT);
  }

  private void decisions(List<DecisionChange> changes) {
    TextTable table =
        new TextTable(
            "decided", "changed", "newly declined", "default", "newly approved", "default");
    for (DecisionChange change : changes) {
      table.row(
          ComparisonWording.decided(change),
          Figures.percent(change.shareChanged()),
          Figures.count(change.newlyDeclined().rows()),
          Figures.percent(change.newlyDeclined().defaultRate()),
          Figures.count(change.newlyApproved().rows()),
          Figures.percent(change.newlyApproved().defaultRate()));
    }
    heading("Swap-set analysis");
    table.print(out, INDENT);
  }
}
