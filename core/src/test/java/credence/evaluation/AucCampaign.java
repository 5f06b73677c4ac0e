package credence.evaluation;

import credence.evaluation.AucDifference.Ranking;
import credence.evaluation.AucShape.Drawn;
import credence.evaluation.AucShape.Rows;
import credence.evaluation.AucShape.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Measures the coverage of intervals of the AUC and of differences of two of them, and how often
/// gates on them pass; `scripts/auc-coverage` runs it.
final class AucCampaign {
  private static final double COVERAGE_MIN = 0.93;
  private static final double COVERAGE_MAX = 0.98;
  private static final double PASSED_MAX = 0.035;

  /// By how much the truth exceeds the limit where the power is measured.
  private static final double EXCESS = 0.05;

  private static final int OTHERS_MAX = 1_500;
  private static final int[] DEFAULTERS = {5, 10, 20, 30, 50, 100, 500};
  private static final double[] AREAS = {0.55, 0.7, 0.9, 0.95, 0.98};

  private AucCampaign() {}

  /// Shares of the samples of a shape, in [0, 1].
  ///
  /// @param covered whose interval contains the truth
  /// @param passed whose interval is at or above a limit that equals the truth
  /// @param power whose interval is at or above a limit that is 0.05 below the truth
  /// @param waldCovered whose Wald interval contains the truth
  /// @param waldPassed whose Wald interval is at or above a limit that equals the truth
  record Shares(
      double covered, double passed, double power, double waldCovered, double waldPassed) {

    /// Whether coverage and passes are in the required ranges.
    ///
    /// @param tolerance by how much a share may be outside
    boolean met(double tolerance) {
      return covered >= COVERAGE_MIN - tolerance
          && covered <= COVERAGE_MAX + tolerance
          && passed <= PASSED_MAX + tolerance;
    }
  }

  /// Draws samples of a shape.
  static Shares measure(AucShape shape, int repetitions, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double truth = shape.truth();
    double[] counts = new double[5];
    for (int repetition = 0; repetition < repetitions; repetition++) {
      Drawn drawn = shape.draw(random);
      Ranking candidate = ranking(drawn.sample());
      Estimate estimate;
      Interval wald;
      if (shape.paired()) {
        Ranking champion = ranking(drawn.sample().withProbabilities(drawn.champion()));
        estimate = AucDifference.of(candidate, champion, ClassBalance.of(drawn.sample())).value();
        wald = wald(estimate);
      } else {
        estimate = Auc.estimate(candidate.auc(), ClassBalance.of(drawn.sample()), Interval.LEVEL);
        wald = candidate.auc().interval();
      }
      count(counts, 0, estimate.interval(), truth);
      counts[2] += passes(estimate.interval(), truth - EXCESS) ? 1 : 0;
      count(counts, 3, wald, truth);
    }
    return new Shares(
        counts[0] / repetitions,
        counts[1] / repetitions,
        counts[2] / repetitions,
        counts[3] / repetitions,
        counts[4] / repetitions);
  }

  private static Ranking ranking(Sample sample) {
    RankedScores ranked = RankedScores.of(sample);
    return new Ranking(sample, ranked, Auc.byCustomer(ranked, sample));
  }

  private static @Nullable Interval wald(Estimate difference) {
    Double error = difference.standardError();
    return error == null ? null : Interval.normal(difference.value(), error, -1, 1);
  }

  /// Counts a sample without an interval as neither covered nor passed.
  private static void count(double[] counts, int at, @Nullable Interval interval, double truth) {
    counts[at] += interval != null && interval.contains(truth) ? 1 : 0;
    counts[at + 1] += passes(interval, truth) ? 1 : 0;
  }

  private static boolean passes(@Nullable Interval interval, double limit) {
    return interval != null && interval.low() >= limit;
  }

  /// The shapes of one model.
  static List<AucShape> single() {
    List<AucShape> shapes = new ArrayList<>();
    for (int defaulters : DEFAULTERS) {
      for (double area : AREAS) {
        shapes.add(
            AucShape.of(Scores.NORMAL, defaulters, Math.min(10 * defaulters, OTHERS_MAX), area));
      }
    }
    for (int defaulters : new int[] {10, 20, 30, 50}) {
      int others = 10 * defaulters;
      for (double area : new double[] {0.7, 0.9}) {
        AucShape normal = AucShape.of(Scores.NORMAL, defaulters, others, area);
        shapes.add(AucShape.of(Scores.NORMAL, defaulters, defaulters, area));
        shapes.add(
            AucShape.of(Scores.NORMAL, defaulters, Math.min(50 * defaulters, OTHERS_MAX), area));
        shapes.add(AucShape.of(Scores.NORMAL, 10 * defaulters, defaulters, area));
        for (Scores scores :
            List.of(Scores.WIDE, Scores.NARROW, Scores.EXPONENTIAL, Scores.PARTLY_RANDOM)) {
          shapes.add(AucShape.of(scores, defaulters, others, area));
        }
        shapes.add(AucShape.of(Scores.TWO_POINTS, defaulters, others, area));
        shapes.add(normal.withLevels(8));
        shapes.add(normal.withLevels(3));
        shapes.add(normal.withLevels(2));
        for (Rows rows : List.of(Rows.FEW, Rows.UNEQUAL, Rows.MIXED)) {
          shapes.add(normal.withRows(rows));
        }
      }
    }
    return shapes;
  }

  /// The shapes of two models.
  static List<AucShape> paired() {
    List<AucShape> shapes = new ArrayList<>();
    for (int defaulters : DEFAULTERS) {
      shapes.addAll(pairs(defaulters, Math.min(10 * defaulters, OTHERS_MAX)));
    }
    for (int defaulters : new int[] {20, 30, 50, 100}) {
      int others = 10 * defaulters;
      for (double[] areas : new double[][] {{0.7, 0.75}, {0.85, 0.9}}) {
        AucShape normal = pair(Scores.NORMAL, defaulters, others, areas);
        shapes.add(pair(Scores.NORMAL, defaulters, defaulters, areas));
        shapes.add(pair(Scores.NORMAL, 10 * defaulters, defaulters, areas));
        shapes.add(pair(Scores.WIDE, defaulters, others, areas));
        shapes.add(pair(Scores.NARROW, defaulters, others, areas));
        shapes.add(normal.withLevels(8));
        shapes.add(normal.withLevels(3));
        for (Rows rows : List.of(Rows.FEW, Rows.UNEQUAL, Rows.MIXED)) {
          shapes.add(normal.withRows(rows));
        }
      }
    }
    return shapes;
  }

  private static List<AucShape> pairs(int defaulters, int others) {
    List<AucShape> shapes = new ArrayList<>();
    for (double[] areas :
        new double[][] {{0.75, 0.75}, {0.7, 0.75}, {0.9, 0.9}, {0.85, 0.9}, {0.9, 0.95}}) {
      shapes.add(pair(Scores.NORMAL, defaulters, others, areas));
    }
    AucShape equal = AucShape.of(Scores.NORMAL, defaulters, others, 0.75);
    shapes.add(equal.against(0.75, 0.98));
    shapes.add(AucShape.of(Scores.NORMAL, defaulters, others, 0.7).against(0.75, 0.5));
    return shapes;
  }

  private static AucShape pair(Scores scores, int defaulters, int others, double[] areas) {
    return AucShape.of(scores, defaulters, others, areas[0]).against(areas[1], 0.9);
  }

  /// Prints a table of the shapes of one model and one of the shapes of two, in Markdown.
  ///
  /// @param arguments the number of samples of a shape, and the seed
  public static void main(String[] arguments) {
    int repetitions = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    print("The AUC", single(), repetitions, seed);
    print("The difference of two AUCs", paired(), repetitions, seed);
  }

  private static void print(String title, List<AucShape> shapes, int repetitions, long seed) {
    System.out.printf(
        Locale.ROOT,
        "### %s%n%n%,d samples of each shape, seed %d.%n%n"
            + "| scores of defaulters | defaulters | others | AUC | coverage | passes | power |"
            + " Wald: coverage | passes | |%n| --- | --: | --: | --- | --: | --: | --: | --: | --: |"
            + " --- |%n",
        title,
        repetitions,
        seed);
    for (int i = 0; i < shapes.size(); i++) {
      AucShape shape = shapes.get(i);
      Shares shares = measure(shape, repetitions, seed + i);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.1f | %.1f | %s |%n",
          shape,
          100 * shares.covered(),
          100 * shares.passed(),
          100 * shares.power(),
          100 * shares.waldCovered(),
          100 * shares.waldPassed(),
          shares.met(0) ? "" : "misses");
    }
    System.out.println();
  }
}
