package credence.evaluation;

import credence.evaluation.distribution.NormalTail;
import java.util.Locale;
import java.util.SplittableRandom;

/// A population of applicants whose AUC is known, of which a simulation draws samples of a fixed
/// number of customers.
///
/// The scores of applicants who do not default are standard normal. Scores of rows of one customer
/// and of two models are correlated.
///
/// @param scores the scores of applicants who default
/// @param levels the number of distinct scores; 0 if scores are continuous
/// @param rows the rows of a customer
/// @param defaulters the number of customers who default
/// @param others the number of customers who do not
/// @param area the AUC of the model before scores are rounded to levels
/// @param champion the AUC of a second model likewise; NaN if there is only one
/// @param correlation of both models' scores within a class; 0 if there is only one
record AucShape(
    Scores scores,
    int levels,
    Rows rows,
    int defaulters,
    int others,
    double area,
    double champion,
    double correlation) {

  /// The distribution of the scores of applicants who default.
  enum Scores {
    /// Normal, with the standard deviation of the others.
    NORMAL(1),
    /// Normal, with 2.5 times their standard deviation.
    WIDE(2.5),
    /// Normal, with 0.4 times their standard deviation.
    NARROW(0.4),
    /// Exponential, as are the others (which have the same AUC as normal ones, being transformed).
    EXPONENTIAL(1),
    /// Some like the others, the rest above them.
    PARTLY_RANDOM(1),
    /// Some below all others, the rest above them: the greatest variance that an AUC can have.
    TWO_POINTS(1);

    private final double deviation;

    Scores(double deviation) {
      this.deviation = deviation;
    }
  }

  /// The rows of a customer.
  enum Rows {
    /// One.
    ONE(0),
    /// One to five, of the customer's outcome, correlated by 0.5.
    FEW(0.5),
    /// One, or ten for one in ten customers, correlated by 0.7.
    UNEQUAL(0.7),
    /// Three, correlated by 0.5; one row of each defaulting customer is a default.
    MIXED(0.5);

    private final double correlation;

    Rows(double correlation) {
      this.correlation = correlation;
    }

    private int draw(SplittableRandom random) {
      return switch (this) {
        case ONE -> 1;
        case FEW -> 1 + random.nextInt(5);
        case UNEQUAL -> random.nextInt(10) == 0 ? 10 : 1;
        case MIXED -> MIXED_ROWS;
      };
    }
  }

  /// A sample with the probabilities of both models, the same if there is only one.
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn(Sample sample, double[] champion) {}

  private static final int MIXED_ROWS = 3;

  /// The distance of scores that are above or below all others.
  private static final double FAR = 9;

  /// The mean of the scores between whose rounded levels most scores lie.
  private static final double FIRST_CUT = -1;

  private static final double LAST_CUT = 1.5;

  static AucShape of(Scores scores, int defaulters, int others, double area) {
    return new AucShape(scores, 0, Rows.ONE, defaulters, others, area, Double.NaN, 0);
  }

  AucShape withLevels(int distinct) {
    return new AucShape(scores, distinct, rows, defaulters, others, area, champion, correlation);
  }

  AucShape withRows(Rows ofCustomer) {
    return new AucShape(
        scores, levels, ofCustomer, defaulters, others, area, champion, correlation);
  }

  AucShape against(double championArea, double modelCorrelation) {
    return new AucShape(
        scores, levels, rows, defaulters, others, area, championArea, modelCorrelation);
  }

  boolean paired() {
    return !Double.isNaN(champion);
  }

  /// The figure that an interval has to cover: the AUC of samples on average, or its difference
  /// from the champion's.
  double truth() {
    return paired() ? truth(area) - truth(champion) : truth(area);
  }

  private double truth(double continuous) {
    double shift = shift(continuous);
    double between = levels == 0 ? continuous : rounded(shift);
    if (rows != Rows.MIXED) {
      return between;
    }
    double goods = MIXED_ROWS * (double) others + (MIXED_ROWS - 1) * (double) defaulters;
    double ofOneCustomer = (MIXED_ROWS - 1) / goods;
    double within = cumulative(shift / Math.sqrt(2 * (1 - rows.correlation)));
    return (1 - ofOneCustomer) * between + ofOneCustomer * within;
  }

  /// The AUC of the rounded scores.
  private double rounded(double shift) {
    double sum = 0;
    double goodsBelow = 0;
    double defaultsBelow = 0;
    for (int level = 1; level <= levels; level++) {
      boolean last = level == levels;
      double goods = last ? 1 : cumulative(cut(level));
      double defaults = last ? 1 : cumulative((cut(level) - shift) / scores.deviation);
      sum += (defaults - defaultsBelow) * (goods + goodsBelow) / 2;
      goodsBelow = goods;
      defaultsBelow = defaults;
    }
    return sum;
  }

  /// The score from which on it is rounded to a level, from 1 to `levels` - 1.
  private double cut(int level) {
    return levels == 2 ? 1 : FIRST_CUT + (level - 1) * (LAST_CUT - FIRST_CUT) / (levels - 2);
  }

  private double level(double score) {
    int level = 0;
    while (level < levels - 1 && score >= cut(level + 1)) {
      level++;
    }
    return level;
  }

  /// The parameter of the scores that have an AUC.
  private double shift(double continuous) {
    return switch (scores) {
      case NORMAL, WIDE, NARROW ->
          quantile(continuous) * Math.sqrt(1 + scores.deviation * scores.deviation);
      case EXPONENTIAL -> continuous / (1 - continuous);
      case PARTLY_RANDOM -> 2 * (1 - continuous);
      case TWO_POINTS -> 1 - continuous;
    };
  }

  Drawn draw(SplittableRandom random) {
    int customers = defaulters + others;
    int[] rowsOf = new int[customers];
    int count = 0;
    for (int customer = 0; customer < customers; customer++) {
      rowsOf[customer] = rows.draw(random);
      count += rowsOf[customer];
    }
    double[] candidate = new double[count];
    double[] second = paired() ? new double[count] : candidate;
    boolean[] defaulted = new boolean[count];
    int[] customerOfRow = new int[count];
    double shared = Math.sqrt(rows.correlation);
    double own = Math.sqrt(1 - rows.correlation);
    double[] shifts = {shift(area), paired() ? shift(champion) : 0};
    int row = 0;
    for (int customer = 0; customer < customers; customer++) {
      double[] ofCustomer = rows == Rows.ONE ? new double[2] : pair(random);
      double choice = random.nextDouble();
      for (int i = 0; i < rowsOf[customer]; i++, row++) {
        double[] ofRow = pair(random);
        customerOfRow[row] = customer;
        defaulted[row] = customer < defaulters && (rows != Rows.MIXED || i == 0);
        for (int model = 0; model < (paired() ? 2 : 1); model++) {
          double normal = shared * ofCustomer[model] + own * ofRow[model];
          double score = defaulted[row] ? score(normal, shifts[model], choice) : good(normal);
          (model == 0 ? candidate : second)[row] = probability(levels == 0 ? score : level(score));
        }
      }
    }
    return new Drawn(Sample.of(candidate, defaulted, customerOfRow), second);
  }

  /// A standard normal number for each model.
  private double[] pair(SplittableRandom random) {
    double first = random.nextGaussian();
    double second =
        paired()
            ? correlation * first + Math.sqrt(1 - correlation * correlation) * random.nextGaussian()
            : 0;
    return new double[] {first, second};
  }

  private double good(double normal) {
    return scores == Scores.EXPONENTIAL ? exponential(normal) : normal;
  }

  private double score(double normal, double shift, double choice) {
    return switch (scores) {
      case NORMAL, WIDE, NARROW -> shift + scores.deviation * normal;
      case EXPONENTIAL -> shift * exponential(normal);
      case PARTLY_RANDOM -> choice < shift ? normal : FAR + normal;
      case TWO_POINTS -> (choice < shift ? -FAR : FAR) + normal;
    };
  }

  private static double exponential(double normal) {
    return -Math.log(normal > 0 ? NormalTail.twoSided(normal) / 2 : cumulative(-normal));
  }

  /// A probability in (0, 1) in the order of the scores.
  private static double probability(double score) {
    return 0.5 + 0.5 * score / (1 + Math.abs(score));
  }

  /// The standard normal distribution function.
  private static double cumulative(double x) {
    double tails = NormalTail.twoSided(x);
    return x < 0 ? tails / 2 : 1 - tails / 2;
  }

  private static double quantile(double probability) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (cumulative(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The row's header in the tables of the campaign.
  @Override
  public String toString() {
    String scoresOf = scores.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String distinct = levels == 0 ? "" : ", " + levels + " scores";
    String ofCustomer =
        rows == Rows.ONE ? "" : ", " + rows.name().toLowerCase(Locale.ROOT) + " rows";
    String areas =
        paired()
            ? String.format(Locale.ROOT, "%.2f against %.2f, r %.2f", area, champion, correlation)
            : String.format(Locale.ROOT, "%.2f", area);
    return "%s%s%s | %d | %d | %s"
        .formatted(scoresOf, distinct, ofCustomer, defaulters, others, areas);
  }
}
