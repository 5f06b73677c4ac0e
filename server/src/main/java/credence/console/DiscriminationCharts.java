package credence.console;

import credence.chart.Chart;
import credence.chart.Chart.Axis;
import credence.chart.Chart.Frame;
import credence.chart.Chart.Point;
import credence.chart.LinearScale;
import credence.chart.Scale;
import credence.chart.SeriesStyle;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.RocPoint;
import credence.wording.Figures;
import credence.wording.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Charts of how well the model separates defaults from non-defaults, drawn from the points of the
/// ROC curve in the version's document.
final class DiscriminationCharts {
  private static final double WIDE_HEIGHT = 230;
  private static final Point ORIGIN = new Point(0, 0);
  private static final Point CORNER = new Point(1, 1);

  private DiscriminationCharts() {}

  /// Draws the ROC curves of the held-out and the training rows.
  static String roc(EvaluationReport report) {
    Evaluation heldOut = report.validationAsServed();
    Chart chart =
        new Chart(
            new Frame(
                "roc",
                "ROC curve",
                "True positive rate (share of defaults declined) against false positive rate (share"
                    + " of non-defaults declined) at every cutoff. AUC of the held-out rows "
                    + Figures.withInterval(heldOut.auc())
                    + ", of the training rows "
                    + Figures.withInterval(report.training().auc())
                    + ".",
                new Axis(
                    "false positive rate (share of non-defaults declined)",
                    LinearScale.wholeShare()),
                new Axis(
                    "true positive rate (share of defaults declined)", LinearScale.wholeShare()),
                Chart.SQUARE));
    chart.line(List.of(ORIGIN, CORNER), SeriesStyle.REFERENCE, "random ranking, AUC 0.5");
    if (!report.training().roc().isEmpty()) {
      chart.line(
          rates(report.training()),
          SeriesStyle.SECONDARY,
          "training, AUC " + Figures.withInterval(report.training().auc()));
    }
    return chart
        .line(
            rates(heldOut),
            SeriesStyle.PRIMARY,
            "held out, AUC " + Figures.withInterval(heldOut.auc()))
        .svg();
  }

  private static List<Point> rates(Evaluation evaluation) {
    return evaluation.roc().stream()
        .map(point -> new Point(point.falsePositiveRate(), point.truePositiveRate()))
        .toList();
  }

  /// Draws the cumulative distributions of the held-out rows' probabilities, for defaults and
  /// non-defaults, and marks their maximum distance.
  static String ks(Evaluation heldOut, Scale probabilities) {
    List<Point> good = new ArrayList<>();
    List<Point> bad = new ArrayList<>();
    good.add(new Point(probabilities.low(), 0));
    bad.add(new Point(probabilities.low(), 0));
    for (RocPoint point : heldOut.roc().reversed()) {
      double at = ProbabilityCharts.thresholdOf(point, heldOut);
      good.add(new Point(at, 1 - point.falsePositiveRate()));
      bad.add(new Point(at, 1 - point.truePositiveRate()));
    }
    good.add(new Point(probabilities.high(), 1));
    bad.add(new Point(probabilities.high(), 1));
    RocPoint widest = widest(heldOut);
    Double at = widest.probability();
    String ks = Measure.ks(heldOut);
    Chart chart =
        new Chart(
                new Frame(
                    "ks",
                    "Kolmogorov-Smirnov statistic",
                    "Cumulative distributions of the predicted probabilities of defaults and"
                        + " non-defaults. KS, their signed maximum distance, is "
                        + ks
                        + ".",
                    new Axis("predicted probability of default", probabilities),
                    new Axis("cumulative share of applicants", LinearScale.wholeShare()),
                    WIDE_HEIGHT))
            .line(good, SeriesStyle.PRIMARY, "non-defaults")
            .line(bad, SeriesStyle.SECONDARY, "defaults");
    return at == null
        ? chart.svg()
        : chart
            .gap(at, 1 - widest.truePositiveRate(), 1 - widest.falsePositiveRate(), "KS " + ks)
            .svg();
  }

  /// Returns the point of the ROC curve with the greatest difference of the two rates.
  static RocPoint widest(Evaluation evaluation) {
    return evaluation.roc().stream()
        .max(Comparator.comparingDouble(DiscriminationCharts::gap))
        .orElseThrow();
  }

  private static double gap(RocPoint point) {
    return Math.abs(point.truePositiveRate() - point.falsePositiveRate());
  }

  /// Draws the share of defaults captured when a share of all applicants is declined, in descending
  /// order of probability.
  static String gains(EvaluationReport report) {
    Chart chart =
        new Chart(
            new Frame(
                "gains",
                "Gains",
                "Share of all defaults captured when a share of all applicants is declined, in"
                    + " descending order of predicted probability.",
                new Axis("share of applicants declined", LinearScale.wholeShare()),
                new Axis("share of defaults captured", LinearScale.wholeShare()),
                Chart.SQUARE));
    chart.line(List.of(ORIGIN, CORNER), SeriesStyle.REFERENCE, "random baseline");
    if (!report.training().roc().isEmpty()) {
      chart.line(shares(report.training()), SeriesStyle.SECONDARY, "training");
    }
    return chart.line(shares(report.validationAsServed()), SeriesStyle.PRIMARY, "held out").svg();
  }

  private static List<Point> shares(Evaluation evaluation) {
    double rate = evaluation.balance().defaultRate();
    return evaluation.roc().stream()
        .map(
            point ->
                new Point(
                    rate * point.truePositiveRate() + (1 - rate) * point.falsePositiveRate(),
                    point.truePositiveRate()))
        .toList();
  }
}
