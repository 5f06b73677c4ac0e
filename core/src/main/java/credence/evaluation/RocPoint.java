package credence.evaluation;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A point of the ROC curve: the rates if every row at or above a probability is declined.
///
/// @param falsePositiveRate the share of non-defaults that are declined, in [0, 1]
/// @param truePositiveRate the share of defaults that are declined, in [0, 1]
/// @param probability from which on rows are declined; null at the origin, where none are
public record RocPoint(
    double falsePositiveRate, double truePositiveRate, @Nullable Double probability) {

  /// The curve from (0, 0) to (1, 1), thinned so that the remaining points are about equally spaced
  /// in the sum of both rates. Every remaining point is a point of the full curve.
  ///
  /// @param pointsMax the maximum number of points, at least 2
  static List<RocPoint> curve(RankedScores ranked, int pointsMax) {
    List<RocPoint> points = new ArrayList<>();
    points.add(new RocPoint(0, 0, null));
    int steps = pointsMax - 1;
    int stepsDone = 0;
    for (int place = ranked.distinct() - 1; place >= 0; place--) {
      double falsePositiveRate = falsePositiveRate(ranked, place);
      double truePositiveRate = truePositiveRate(ranked, place);
      double way = (falsePositiveRate + truePositiveRate) / 2;
      if (place == 0 || way * steps >= stepsDone + 1) {
        points.add(new RocPoint(falsePositiveRate, truePositiveRate, ranked.score(place)));
        stepsDone = (int) Math.floor(way * steps);
      }
    }
    return List.copyOf(points);
  }

  /// The signed Kolmogorov–Smirnov statistic: of the differences true minus false positive rate
  /// over all distinct scores, the one with the largest absolute value, in [-1, 1]; the positive
  /// one if two are equally large. It is negative if defaults have the lower scores.
  static double ks(RankedScores ranked) {
    return ks(
        IntStream.range(0, ranked.distinct())
            .mapToDouble(
                place -> truePositiveRate(ranked, place) - falsePositiveRate(ranked, place)));
  }

  /// The same over the points of a curve, which may be thinned.
  static double ks(List<RocPoint> curve) {
    return ks(
        curve.stream().mapToDouble(point -> point.truePositiveRate - point.falsePositiveRate));
  }

  private static double ks(DoubleStream differences) {
    DoubleSummaryStatistics all = differences.summaryStatistics();
    return all.getMax() >= -all.getMin() ? all.getMax() : all.getMin();
  }

  private static double falsePositiveRate(RankedScores ranked, int place) {
    return 1.0 * (ranked.goods() - ranked.goodsBelow(place)) / ranked.goods();
  }

  private static double truePositiveRate(RankedScores ranked, int place) {
    return 1.0 * (ranked.defaults() - ranked.defaultsBelow(place)) / ranked.defaults();
  }
}
