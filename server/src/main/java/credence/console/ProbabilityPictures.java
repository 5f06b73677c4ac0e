package credence.console;

import credence.chart.Chart;
import credence.chart.Chart.Axis;
import credence.chart.Chart.Frame;
import credence.chart.Chart.Point;
import credence.chart.Chart.Whisker;
import credence.chart.Ink;
import credence.chart.LinearScale;
import credence.chart.LogOddsScale;
import credence.chart.RangeChart;
import credence.chart.Scale;
import credence.evaluation.CalibrationBin;
import credence.evaluation.Evaluation;
import credence.evaluation.RocPoint;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The probabilities themselves: whether they mean what they say, how they are spread, and what
/// moves them.
final class ProbabilityPictures {
  /// How many inputs are drawn at most: those that move the probability most.
  static final int INPUTS_MAX = 20;

  private static final double SQUARE = 300;
  private static final double FLAT = 230;
  private static final int BINS_MIN = 6;
  private static final int BINS_MAX = 24;
  private static final double OFF_CENTRE = 0.15;

  private ProbabilityPictures() {}

  /// The observed default rate against the mean predicted probability, in bins of about equal
  /// numbers of rows.
  static String calibration(List<CalibrationBin> bins) {
    double most = 0;
    for (CalibrationBin bin : bins) {
      most = Math.max(most, Math.max(bin.meanPredicted(), bin.observedInterval().high()));
    }
    LinearScale predicted =
        LinearScale.shares(bins.getFirst().meanPredicted(), bins.getLast().meanPredicted());
    LinearScale observed = LinearScale.shares(0, most);
    double end = Math.min(predicted.high(), observed.high());
    return new Chart(
            new Frame(
                "calibration",
                "Calibration",
                "The observed default rate against the predicted probability, in "
                    + bins.size()
                    + " bins of about equal numbers of rows, with 95 % intervals.",
                new Axis("mean predicted probability", predicted),
                new Axis("observed default rate", observed),
                SQUARE))
        .line(
            List.of(new Point(predicted.low(), predicted.low()), new Point(end, end)),
            Ink.GUIDE,
            "as predicted")
        .whiskers(
            bins.stream()
                .map(
                    bin ->
                        new Whisker(
                            bin.meanPredicted(),
                            bin.observedRate(),
                            bin.observedInterval().low(),
                            bin.observedInterval().high()))
                .toList(),
            Ink.FIRST,
            "observed in a bin, with its 95 % interval")
        .svg();
  }

  /// The scale on which probabilities of the held-out side are told apart: linear, or by log-odds
  /// where half of them would crowd at one end.
  static Scale scale(Evaluation heldOut) {
    List<CalibrationBin> bins = heldOut.calibration().bins();
    double low = bins.getFirst().low();
    double high = bins.getLast().high();
    LinearScale linear = LinearScale.shares(low, high);
    double middle = linear.position(bins.get(bins.size() / 2).low());
    boolean crowded = middle < OFF_CENTRE || middle > 1 - OFF_CENTRE;
    return crowded && high > low ? LogOddsScale.around(low, high) : linear;
  }

  /// The densities of the held-out side's probabilities, of those who defaulted and of the others,
  /// between thresholds at which the document knows both exactly.
  static String distributions(Evaluation heldOut, Scale scale) {
    List<RocPoint> edges = edges(heldOut, scale);
    List<Point> good = new ArrayList<>();
    List<Point> bad = new ArrayList<>();
    double most = 0;
    double unit = scale.share(scale instanceof LinearScale ? 0.01 : 0.1);
    for (int i = 1; i < edges.size(); i++) {
      double from = at(edges.get(i - 1), heldOut);
      double to = at(edges.get(i), heldOut);
      double width = (scale.position(to) - scale.position(from)) / unit;
      double goodShare =
          (edges.get(i - 1).falsePositiveRate() - edges.get(i).falsePositiveRate()) / width;
      double badShare =
          (edges.get(i - 1).truePositiveRate() - edges.get(i).truePositiveRate()) / width;
      good.add(new Point(from, goodShare));
      good.add(new Point(to, goodShare));
      bad.add(new Point(from, badShare));
      bad.add(new Point(to, badShare));
      most = Math.max(most, Math.max(goodShare, badShare));
    }
    return new Chart(
            new Frame(
                "scores",
                "Score distributions",
                "How the predicted probabilities are spread, of those who defaulted and of the"
                    + " others.",
                new Axis("predicted probability of default", scale),
                new Axis(
                    scale instanceof LinearScale
                        ? "of the class, per percentage point"
                        : "of the class, per 0.1 of log-odds",
                    LinearScale.shares(0, most)),
                FLAT))
        .area(good, Ink.FIRST, "did not default")
        .area(bad, Ink.SECOND, "defaulted")
        .svg();
  }

  /// Points of the ROC curve in ascending order of probability, about equally far apart.
  private static List<RocPoint> edges(Evaluation heldOut, Scale scale) {
    List<RocPoint> ascending = heldOut.roc().reversed();
    long fewer = Math.min(heldOut.balance().defaults(), heldOut.balance().rows() / 2);
    int bins = Math.clamp((int) (2 * Math.cbrt((double) fewer)), BINS_MIN, BINS_MAX);
    List<RocPoint> edges = new ArrayList<>();
    edges.add(ascending.getFirst());
    for (int k = 1; k <= bins; k++) {
      double wanted = (double) k / bins;
      RocPoint nearest =
          ascending.stream()
              .min(
                  Comparator.comparingDouble(
                      point -> Math.abs(scale.position(at(point, heldOut)) - wanted)))
              .orElseThrow();
      RocPoint edge = k == bins ? ascending.getLast() : nearest;
      if (scale.position(at(edge, heldOut)) > scale.position(at(edges.getLast(), heldOut))) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /// From which probability on a point of the ROC curve declines; the greatest of the held-out side
  /// where it declines nobody.
  static double at(RocPoint point, Evaluation heldOut) {
    Double probability = point.probability();
    return probability == null ? heldOut.calibration().bins().getLast().high() : probability;
  }

  /// How far the usual values of each input move the probability of the typical applicant, the
  /// widest first; null where no input moves it.
  static @Nullable String effects(List<InputEffect> effects, double now) {
    List<InputEffect.Range> ranges = new ArrayList<>();
    List<RangeChart.Row> rows = new ArrayList<>();
    effects.stream()
        .filter(effect -> effect.range() != null)
        .sorted(Comparator.comparingDouble(ProbabilityPictures::width).reversed())
        .limit(INPUTS_MAX)
        .forEach(
            effect -> {
              InputEffect.Range range = effect.range();
              if (range != null) {
                ranges.add(range);
                rows.add(
                    new RangeChart.Row(
                        "%s: %s to %s".formatted(effect.input(), range.from(), range.to()),
                        range.fromProbability(),
                        range.toProbability()));
              }
            });
    if (ranges.isEmpty()) {
      return null;
    }
    double least = now;
    double most = now;
    for (InputEffect.Range range : ranges) {
      least = Math.min(least, Math.min(range.fromProbability(), range.toProbability()));
      most = Math.max(most, Math.max(range.fromProbability(), range.toProbability()));
    }
    RangeChart chart =
        new RangeChart(
            "effects",
            "What moves the probability",
            "For each input the probability of default of the typical applicant at one usual end of"
                + " its values and at the other.",
            new Axis("probability of default", LinearScale.shares(least, most)));
    rows.forEach(chart::row);
    return chart.svg(now, "typical applicant " + Figures.percent(now));
  }

  private static double width(InputEffect effect) {
    InputEffect.Range range = effect.range();
    return range == null ? 0 : range.width();
  }
}
