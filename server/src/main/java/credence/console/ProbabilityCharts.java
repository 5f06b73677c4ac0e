package credence.console;

import credence.chart.Chart;
import credence.chart.Chart.Axis;
import credence.chart.Chart.Frame;
import credence.chart.Chart.Point;
import credence.chart.Chart.Whisker;
import credence.chart.LinearScale;
import credence.chart.LogOddsScale;
import credence.chart.RangeChart;
import credence.chart.Scale;
import credence.chart.SeriesStyle;
import credence.evaluation.CalibrationBin;
import credence.evaluation.Evaluation;
import credence.evaluation.RocPoint;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Charts of the predicted probabilities: calibration, distributions and feature effects.
final class ProbabilityCharts {
  /// The maximum number of inputs in the charts of effects: the most important ones or, if the
  /// importance is unknown, those with the largest effects.
  static final int INPUTS_MAX = 20;

  /// The maximum number of inputs in one chart of effects; a longer one would leave much of a
  /// printed page empty.
  static final int CHART_INPUTS_MAX = 10;

  private static final double WIDE_HEIGHT = 230;
  private static final int BINS_MIN = 6;
  private static final int BINS_MAX = 24;
  private static final double CENTRE_DISTANCE_MIN = 0.15;

  private ProbabilityCharts() {}

  /// Draws the observed default rate against the mean predicted probability, in bins of
  /// approximately equal size. Both axes have the same scale.
  static String calibration(List<CalibrationBin> bins) {
    double most = 0;
    for (CalibrationBin bin : bins) {
      most = Math.max(most, Math.max(bin.meanPredicted(), bin.observedInterval().high()));
    }
    LinearScale both = LinearScale.shares(0, most);
    return new Chart(
            new Frame(
                "calibration",
                "Calibration",
                "Observed default rate against predicted probability in "
                    + bins.size()
                    + " bins of approximately equal size, with 95 % intervals.",
                new Axis("mean predicted probability", both),
                new Axis("observed default rate", both),
                Chart.SQUARE))
        .line(
            List.of(new Point(0, 0), new Point(both.high(), both.high())),
            SeriesStyle.REFERENCE,
            "ideal")
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
            SeriesStyle.PRIMARY,
            "observed rate with 95 % interval")
        .svg();
  }

  /// Chooses the scale for probabilities of the held-out rows: linear, or log-odds if half of them
  /// would be close to one end of a linear scale.
  static Scale scale(Evaluation heldOut) {
    List<CalibrationBin> bins = heldOut.calibration().bins();
    double low = bins.getFirst().low();
    double high = bins.getLast().high();
    LinearScale linear = LinearScale.shares(low, high);
    double middle = linear.position(bins.get(bins.size() / 2).low());
    boolean crowded = middle < CENTRE_DISTANCE_MIN || middle > 1 - CENTRE_DISTANCE_MIN;
    return crowded && high > low ? LogOddsScale.around(low, high) : linear;
  }

  /// Draws the densities of the held-out rows' probabilities, for defaults and non-defaults,
  /// between thresholds at which the document contains both cumulative distributions exactly.
  static String distributions(Evaluation heldOut, Scale scale) {
    List<RocPoint> edges = edges(heldOut, scale);
    List<Point> good = new ArrayList<>();
    List<Point> bad = new ArrayList<>();
    double most = 0;
    double unit = scale.share(scale instanceof LinearScale ? 0.01 : 0.1);
    for (int i = 1; i < edges.size(); i++) {
      double from = thresholdOf(edges.get(i - 1), heldOut);
      double to = thresholdOf(edges.get(i), heldOut);
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
                "Densities of the predicted probabilities of defaults and non-defaults.",
                new Axis("predicted probability of default", scale),
                new Axis(
                    scale instanceof LinearScale
                        ? "density (per percentage point)"
                        : "density (per 0.1 of log-odds)",
                    LinearScale.shares(0, most)),
                WIDE_HEIGHT))
        .area(good, SeriesStyle.PRIMARY, "non-defaults")
        .area(bad, SeriesStyle.SECONDARY, "defaults")
        .svg();
  }

  /// Selects points of the ROC curve in ascending order of probability at approximately equal
  /// distances.
  private static List<RocPoint> edges(Evaluation heldOut, Scale scale) {
    List<RocPoint> ascending = heldOut.roc().reversed();
    long fewer = Math.min(heldOut.balance().defaults(), heldOut.balance().rows() / 2);
    int bins = Math.clamp((int) (2 * Math.cbrt((double) fewer)), BINS_MIN, BINS_MAX);
    List<RocPoint> edges = new ArrayList<>();
    edges.add(ascending.getFirst());
    for (int k = 1; k <= bins; k++) {
      double target = (double) k / bins;
      RocPoint nearest =
          ascending.stream()
              .min(
                  Comparator.comparingDouble(
                      point -> Math.abs(scale.position(thresholdOf(point, heldOut)) - target)))
              .orElseThrow();
      RocPoint edge = k == bins ? ascending.getLast() : nearest;
      if (scale.position(thresholdOf(edge, heldOut))
          > scale.position(thresholdOf(edges.getLast(), heldOut))) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /// Returns the probability at or above which applicants are declined at a point of the ROC curve;
  /// the greatest probability of the held-out rows if none is declined.
  static double thresholdOf(RocPoint point, Evaluation heldOut) {
    Double probability = point.probability();
    return probability == null ? heldOut.calibration().bins().getLast().high() : probability;
  }

  /// Draws the effect of each input on the probability of the typical applicant, the most important
  /// first or, if the importance is unknown, the largest.
  ///
  /// @return charts with the same axis, none with more than [#CHART_INPUTS_MAX] inputs; empty if no
  ///   input has an effect
  static List<String> effects(List<InputEffect> effects, double typicalProbability) {
    List<InputEffect> drawn =
        effects.stream()
            .filter(effect -> effect.range() != null)
            .sorted(Comparator.comparingDouble(ProbabilityCharts::importance).reversed())
            .limit(INPUTS_MAX)
            .toList();
    List<InputEffect.Range> ranges =
        drawn.stream().map(InputEffect::range).filter(Objects::nonNull).toList();
    double least = typicalProbability;
    double most = typicalProbability;
    for (InputEffect.Range range : ranges) {
      least = Math.min(least, Math.min(range.fromProbability(), range.toProbability()));
      most = Math.max(most, Math.max(range.fromProbability(), range.toProbability()));
    }
    Axis axis = new Axis("probability of default", LinearScale.shares(least, most));
    int charts = Math.ceilDiv(drawn.size(), CHART_INPUTS_MAX);
    List<String> svgs = new ArrayList<>();
    for (int i = 0; i < charts; i++) {
      RangeChart chart =
          new RangeChart(
              i == 0 ? "effects" : "effects-" + (i + 1),
              "Feature effects" + (charts == 1 ? "" : ", part " + (i + 1) + " of " + charts),
              "Probability of default of the typical applicant at a low and at a high value of each"
                  + " input.",
              axis);
      int first = Math.ceilDiv(drawn.size() * i, charts);
      int end = Math.ceilDiv(drawn.size() * (i + 1), charts);
      for (int row = first; row < end; row++) {
        InputEffect.Range range = ranges.get(row);
        chart.row(
            new RangeChart.Row(
                "%s: %s to %s".formatted(drawn.get(row).input(), range.from(), range.to()),
                range.fromProbability(),
                range.toProbability()));
      }
      svgs.add(
          chart.svg(
              typicalProbability, "typical applicant " + Figures.percent(typicalProbability)));
    }
    return svgs;
  }

  private static double importance(InputEffect effect) {
    Double importance = effect.importance();
    InputEffect.Range range = effect.range();
    return importance != null ? importance : range == null ? 0 : range.width();
  }
}
