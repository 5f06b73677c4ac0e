package credence.app.terminal;

import credence.evaluation.Calibration;
import credence.evaluation.CalibrationBin;
import credence.evaluation.ClassBalance;
import credence.evaluation.CrossValidation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.GroupEvaluation;
import credence.evaluation.ScoreStability;
import credence.model.Finding;
import credence.model.ModelVersion;
import credence.model.Provenance;
import credence.wording.CalibrationWording;
import credence.wording.ClusterWording;
import credence.wording.Figures;
import credence.wording.FindingWording;
import credence.wording.Measure;
import credence.wording.ModelWording;
import java.io.PrintWriter;
import java.util.List;

/// Prints a model version on the terminal.
public final class ModelSheet {
  private static final String INDENT = "  ";

  private final ModelVersion version;
  private final PrintWriter out;

  public ModelSheet(ModelVersion version, PrintWriter out) {
    this.version = version;
    this.out = out;
  }

  /// Prints a summary: data, metrics, parameters and findings.
  public void printSummary() {
    EvaluationReport report = version.evaluation();
    balance(report);
    measures(report);
    model();
    findings(version.findings());
  }

  /// Prints everything except the spec's text and the reference histograms.
  public void printAll() {
    EvaluationReport report = version.evaluation();
    balance(report);
    measures(report);
    calibration(report.validationAsServed().calibration());
    groups("By group, held out, as served", report.groups());
    groups("By training set, held out, as served", report.trainingSets());
    model();
    findings(version.findings());
    provenance(version.provenance());
  }

  private void heading(String text) {
    out.println();
    out.println(text);
  }

  private void balance(EvaluationReport report) {
    TextTable table = new TextTable("", "training", "held out");
    ClassBalance training = report.training().balance();
    ClassBalance heldOut = report.validationAsServed().balance();
    table.row("rows", Figures.count(training.rows()), Figures.count(heldOut.rows()));
    table.row("customers", Figures.count(training.customers()), Figures.count(heldOut.customers()));
    table.row("defaults", Figures.count(training.defaults()), Figures.count(heldOut.defaults()));
    table.row(
        "defaulters", Figures.count(training.defaulters()), Figures.count(heldOut.defaulters()));
    table.row(
        "default rate",
        Figures.percent(training.defaultRate()),
        Figures.percent(heldOut.defaultRate()));
    heading("Data");
    table.print(out, INDENT);
  }

  private void measures(EvaluationReport report) {
    TextTable table = new TextTable("", "training", "validation", "as served");
    Measure.of(report)
        .forEach(
            line -> table.row(line.name(), line.training(), line.validation(), line.asServed()));
    heading("Performance, with 95 % intervals");
    table.print(out, INDENT);
    paragraph(
        "validation: held-out rows, encoded as in the spec. as served: the same rows, encoded as "
            + "in serving; only this column is comparable with other models. Intervals are "
            + ClusterWording.of(version.spec())
            + ".");
    CrossValidation folds = report.crossValidation();
    if (folds != null) {
      paragraph(Measure.of(folds));
    }
    ScoreStability stability = report.scoreStability();
    if (stability != null) {
      paragraph(Measure.of(stability));
    }
  }

  private void calibration(Calibration calibration) {
    TextTable table =
        new TextTable(
            "predicted",
            "rows",
            "defaults",
            "mean predicted",
            "observed",
            "95 % interval",
            "verdict");
    for (CalibrationBin bin : calibration.bins()) {
      table.row(
          Figures.measure(bin.low()) + " to " + Figures.measure(bin.high()),
          Figures.count(bin.rows()),
          Figures.count(bin.defaults()),
          Figures.measure(bin.meanPredicted()),
          Figures.measure(bin.observedRate()),
          Figures.measure(bin.observedInterval().low())
              + " to "
              + Figures.measure(bin.observedInterval().high()),
          CalibrationWording.of(bin, version.spec().calibrationTolerance()));
    }
    heading("Calibration, held out, as served");
    table.print(out, INDENT);
    String test = CalibrationWording.test(calibration, version.spec());
    if (!test.isEmpty()) {
      paragraph(test);
    }
  }

  private void groups(String title, List<GroupEvaluation> groups) {
    if (groups.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(
            "column",
            "level",
            "rows",
            "default rate",
            "AUC",
            "mean predicted",
            "observed / expected");
    for (GroupEvaluation group : groups) {
      table.row(
          group.column(),
          group.level(),
          Figures.count(group.balance().rows()),
          Figures.percent(group.balance().defaultRate()),
          Figures.withInterval(group.auc()),
          Figures.measure(group.meanPredicted()),
          Figures.withInterval(group.observedToExpected()));
    }
    heading(title);
    table.print(out, INDENT);
  }

  private void model() {
    ModelWording model = ModelWording.of(version);
    ModelWording.Row titles = model.columns();
    TextTable table =
        model.hasErrors()
            ? new TextTable(titles.name(), titles.value(), titles.error())
            : new TextTable(titles.name(), titles.value());
    for (ModelWording.Row row : model.rows()) {
      if (model.hasErrors()) {
        table.row(row.name(), row.value(), row.error());
      } else {
        table.row(row.name(), row.value());
      }
    }
    heading(model.heading());
    table.print(out, INDENT);
    model.notes().forEach(this::paragraph);
  }

  private void findings(List<Finding> findings) {
    heading(findings.isEmpty() ? "Findings: none" : "Findings");
    for (Finding finding : findings) {
      String column = finding.column() == null ? "" : " " + finding.column();
      paragraph(
          "[%s%s, %s] %s"
              .formatted(
                  finding.code(),
                  column,
                  Figures.count(finding.count()),
                  FindingWording.of(finding)));
    }
  }

  private void provenance(Provenance provenance) {
    heading("Provenance");
    for (Provenance.TrainingSetReference set : provenance.trainingSets()) {
      out.println(
          INDENT
              + set.name()
              + ": "
              + Figures.count(set.rows())
              + " rows, SHA-256 "
              + set.sha256());
    }
    Provenance.FitRecord fit = provenance.fit();
    out.println(INDENT + "spec SHA-256 " + provenance.specSha256());
    out.println(
        INDENT
            + fit.solver()
            + ": "
            + fit.outcome()
            + " after "
            + fit.iterations()
            + " iterations");
    out.println(
        INDENT + "Credence " + provenance.credenceVersion() + ", Java " + provenance.jdkVersion());
  }

  private void paragraph(String text) {
    TextParagraph.print(out, INDENT, text);
  }
}
