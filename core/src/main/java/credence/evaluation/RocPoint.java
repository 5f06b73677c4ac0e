package credence.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A point of the ROC curve: what is caught, and what is turned away for it, when every row at or
/// above a probability is declined.
///
/// @param falsePositiveRate the share of the rows without default that are declined, in [0, 1]
/// @param truePositiveRate the share of the rows with default that are declined, in [0, 1]
/// @param probability from which on rows are declined; null at the origin, where none is
public record RocPoint(
    double falsePositiveRate, double truePositiveRate, @Nullable Double probability) {

  /// The curve from (0, 0) to (1, 1), thinned so that neighbours that are kept are about equally
  /// far apart in the sum of both rates. Every point kept is a point of the full curve.
  ///
  /// @param pointsMax how many points to keep at most, at least 2
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

  /// Kolmogorov and Smirnov's statistic: the greatest distance between the two rates over all
  /// distinct scores, in [0, 1].
  static double ks(RankedScores ranked) {
    double greatest = 0;
    for (int place = 0; place < ranked.distinct(); place++) {
      double distance = truePositiveRate(ranked, place) - falsePositiveRate(ranked, place);
      greatest = Math.max(greatest, Math.abs(distance));
    }
    return greatest;
  }

  private static double falsePositiveRate(RankedScores ranked, int place) {
    return 1.0 * (ranked.goods() - ranked.goodsBelow(place)) / ranked.goods();
  }

  private static double truePositiveRate(RankedScores ranked, int place) {
    return 1.0 * (ranked.defaults() - ranked.defaultsBelow(place)) / ranked.defaults();
  }
}
