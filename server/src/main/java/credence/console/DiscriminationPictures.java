package credence.console;

import credence.chart.Chart;
import credence.chart.Chart.Axis;
import credence.chart.Chart.Frame;
import credence.chart.Chart.Point;
import credence.chart.Ink;
import credence.chart.LinearScale;
import credence.chart.Scale;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.RocPoint;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How well the model tells those who default from those who do not, drawn from the points of the
/// ROC curve that the version's document keeps.
final class DiscriminationPictures {
  private static final double SQUARE = 300;
  private static final double FLAT = 230;
  private static final Point ORIGIN = new Point(0, 0);
  private static final Point CORNER = new Point(1, 1);

  private DiscriminationPictures() {}

  /// The ROC curve of the held-out side, and that of the training side beside it.
  static String roc(EvaluationReport report) {
    Evaluation heldOut = report.validationAsServed();
    Chart chart =
        new Chart(
            new Frame(
                "roc",
                "ROC curve",
                "The share of defaults caught against the share of good applicants declined, for"
                    + " every cutoff. AUC of the held-out side "
                    + Figures.withInterval(heldOut.auc())
                    + ", of the training side "
                    + Figures.withInterval(report.training().auc())
                    + ".",
                new Axis("good applicants declined", LinearScale.wholeShare()),
                new Axis("defaults caught", LinearScale.wholeShare()),
                SQUARE));
    chart.line(List.of(ORIGIN, CORNER), Ink.GUIDE, "chance, AUC 0.5");
    if (!report.training().roc().isEmpty()) {
      chart.line(
          rates(report.training()),
          Ink.SECOND,
          "training, AUC " + Figures.withInterval(report.training().auc()));
    }
    return chart
        .line(rates(heldOut), Ink.FIRST, "held out, AUC " + Figures.withInterval(heldOut.auc()))
        .svg();
  }

  private static List<Point> rates(Evaluation evaluation) {
    return evaluation.roc().stream()
        .map(point -> new Point(point.falsePositiveRate(), point.truePositiveRate()))
        .toList();
  }

  /// The two cumulative distributions of the held-out side's probabilities, and where they are
  /// widest apart.
  static String ks(Evaluation heldOut, Scale probabilities) {
    List<Point> good = new ArrayList<>();
    List<Point> bad = new ArrayList<>();
    good.add(new Point(probabilities.low(), 0));
    bad.add(new Point(probabilities.low(), 0));
    for (RocPoint point : heldOut.roc().reversed()) {
      double at = ProbabilityPictures.at(point, heldOut);
      good.add(new Point(at, 1 - point.falsePositiveRate()));
      bad.add(new Point(at, 1 - point.truePositiveRate()));
    }
    good.add(new Point(probabilities.high(), 1));
    bad.add(new Point(probabilities.high(), 1));
    RocPoint widest = widest(heldOut);
    Double at = widest.probability();
    String ks = Figures.measure(heldOut.ks());
    Chart chart =
        new Chart(
                new Frame(
                    "ks",
                    "Kolmogorov-Smirnov statistic",
                    "The share of applicants below each probability, of those who defaulted and of"
                        + " the others. KS, their widest gap, is "
                        + ks
                        + ".",
                    new Axis("predicted probability of default", probabilities),
                    new Axis("applicants below it", LinearScale.wholeShare()),
                    FLAT))
            .line(good, Ink.FIRST, "did not default")
            .line(bad, Ink.SECOND, "defaulted");
    return at == null
        ? chart.svg()
        : chart
            .gap(at, 1 - widest.truePositiveRate(), 1 - widest.falsePositiveRate(), "KS " + ks)
            .svg();
  }

  /// The point of the curve where the two rates are widest apart.
  static RocPoint widest(Evaluation evaluation) {
    return evaluation.roc().stream()
        .max(Comparator.comparingDouble(DiscriminationPictures::gap))
        .orElseThrow();
  }

  private static double gap(RocPoint point) {
    return Math.abs(point.truePositiveRate() - point.falsePositiveRate());
  }

  /// The share of defaults caught by the share of all applicants declined, those of the greatest
  /// probability first.
  static String gains(EvaluationReport report) {
    Chart chart =
        new Chart(
            new Frame(
                "gains",
                "Gains",
                "The share of all defaults that is caught when a share of all applicants is"
                    + " declined, those of the greatest probability first.",
                new Axis("applicants declined", LinearScale.wholeShare()),
                new Axis("defaults caught", LinearScale.wholeShare()),
                SQUARE));
    chart.line(List.of(ORIGIN, CORNER), Ink.GUIDE, "declined by lot");
    if (!report.training().roc().isEmpty()) {
      chart.line(shares(report.training()), Ink.SECOND, "training");
    }
    return chart.line(shares(report.validationAsServed()), Ink.FIRST, "held out").svg();
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
