package credence.evaluation;

import credence.evaluation.distribution.StudentT;
import java.util.function.IntToDoubleFunction;

/// The area under the ROC curve, and its variance by row and by customer.
///
/// The area is the probability that a row that defaulted scores above one that did not, ties
/// counting half: the mean of the placement values of either class. DeLong's variance is computed
/// from the variance of those placement values across rows. Obuchowski's sums them per customer
/// first:
///
/// - X of a customer: Σ (placement value - area) over its rows that defaulted; Y likewise over
///   those that did not;
/// - S10 = c(I10) Σ X² / M, S01 = c(I01) Σ Y² / N, S11 = c(I) Σ X Y, over the I10 customers with a
///   default, the I01 with a row that did not default, and all I of them; c(k) = k / (k - 1); M and
///   N are the numbers of rows of either class;
/// - variance = S10 / M + S01 / N + 2 S11 / (M N).
///
/// With one row per customer both are equal.
///
/// The interval consists of the areas θ of a population for which |area - θ| ≤ t √V(θ):
///
/// - V(θ) is the variance that is to be expected if the population's area is θ. It extrapolates the
///   estimated variance V as V rᵖ, r = θ (1 - θ) / (area (1 - area)), with p = 1.5 towards 1/2 and
///   1.25 towards 0 and 1. The fewer customers of the rarer class are misranked, the less V is
///   known; so it is averaged, with weights w = 4 n area (1 - area) and 1/8, with the greatest
///   possible variance, θ (1 - θ) (1 / I10 + 1 / I01), which remains if the area is 0 or 1;
/// - t is the quantile of Student's t distribution with n - 1 degrees of freedom, at least 1;
/// - n is the smaller of I10 and I01; for both the effective numbers of [ClassBalance] are used.
///
/// The form and its constants are justified by the coverage measured in docs/statistics.md.
///
/// Sources: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Comparing the areas under two or more
/// correlated receiver operating characteristic curves, Biometrics 44 (1988); N. A. Obuchowski,
/// Nonparametric analysis of clustered ROC curve data, Biometrics 53 (1997); R. G. Newcombe,
/// Confidence intervals for an effect size measure based on the Mann–Whitney statistic, Statistics
/// in Medicine 25 (2006), for intervals by a variance that depends on θ.
final class Auc {

  /// The weight of the greatest possible variance, in customers.
  private static final double GREATEST_WEIGHT = 1.0 / 8;

  private Auc() {}

  /// The area; both classes must occur. Numerator and denominator are integers, so only the
  /// division is rounded.
  static double value(RankedScores ranked) {
    long doubled = 0;
    for (int place = 0; place < ranked.distinct(); place++) {
      doubled += ranked.defaultsAt(place) * (2L * ranked.goodsBelow(place) + ranked.goodsAt(place));
    }
    return doubled / (2.0 * ranked.defaults() * ranked.goods());
  }

  /// The area with Wald's interval by DeLong's variance, which treats rows as independent.
  static Estimate byRow(RankedScores ranked) {
    double area = value(ranked);
    double defaultSquares = 0;
    double goodSquares = 0;
    for (int place = 0; place < ranked.distinct(); place++) {
      double ofDefault = ranked.placementOfDefault(place) - area;
      double ofGood = ranked.placementOfGood(place) - area;
      defaultSquares += ranked.defaultsAt(place) * ofDefault * ofDefault;
      goodSquares += ranked.goodsAt(place) * ofGood * ofGood;
    }
    double defaults = ranked.defaults();
    double goods = ranked.goods();
    double variance =
        defaultSquares / (defaults - 1) / defaults + goodSquares / (goods - 1) / goods;
    return Estimate.normal(area, variance, 0, 1);
  }

  /// The area with an interval that covers it even if defaulters are few.
  ///
  /// @param area its value and its standard error by customer; the standard error is null if the
  ///   variance is 0
  /// @param level in (0, 1)
  /// @return without an interval if one class has fewer than two customers, or all rows have the
  ///   same score
  static Estimate estimate(Estimate area, ClassBalance balance, double level) {
    double value = area.value();
    Double error = area.standardError();
    boolean atBound = value == 0 || value == 1;
    if (balance.effectiveRarer() <= 1 || (error == null && !atBound)) {
      return new Estimate(value, null, null);
    }
    double t = quantile(balance, level);
    Interval interval =
        Interval.score(
            value, 0, 1, level, population -> t * Math.sqrt(varianceAt(population, area, balance)));
    return new Estimate(value, error, interval);
  }

  /// The quantile of Student's t distribution that an interval of a level needs.
  static double quantile(ClassBalance balance, double level) {
    return StudentT.quantile(level, degrees(balance));
  }

  /// The degrees of freedom of a variance by customer.
  static double degrees(ClassBalance balance) {
    return Math.max(1, balance.effectiveRarer() - 1);
  }

  /// The variance of an area that is to be expected if the population's area is another one.
  static double varianceAt(double population, Estimate area, ClassBalance balance) {
    double value = area.value();
    double product = value * (1 - value);
    double populationProduct = population * (1 - population);
    double greatest = populationProduct * balance.reciprocals();
    Double error = area.standardError();
    if (error == null) {
      return greatest;
    }
    double ratio = populationProduct / product;
    double root = Math.sqrt(ratio);
    double extrapolated = error * error * ratio * (ratio > 1 ? root : Math.sqrt(root));
    double weight = 4 * balance.effectiveRarer() * product;
    return (weight * extrapolated + GREATEST_WEIGHT * greatest) / (weight + GREATEST_WEIGHT);
  }

  /// The area with Wald's interval by Obuchowski's variance, clustered by customer.
  static Estimate byCustomer(RankedScores ranked, Sample sample) {
    if (sample.customers().distinct()) {
      return byRow(ranked);
    }
    double area = value(ranked);
    PlaceFinder finder = ranked.finder();
    double variance =
        variance(
            sample,
            ranked.defaults(),
            ranked.goods(),
            row -> placement(ranked, finder, sample, row) - area);
    return Estimate.normal(area, variance, 0, 1);
  }

  /// The placement value of a row among the rows of the other class.
  static double placement(RankedScores ranked, PlaceFinder finder, Sample sample, int row) {
    int place = finder.place(sample.probability(row));
    return sample.defaulted(row) ? ranked.placementOfDefault(place) : ranked.placementOfGood(place);
  }

  /// Obuchowski's variance of an area, or of a difference of two areas over the same rows.
  ///
  /// @param deviation of a row: its placement value less the area; for a difference, the difference
  ///   of its two placement values less that of the areas; called from several threads
  static double variance(
      Sample sample, double defaults, double goods, IntToDoubleFunction deviation) {
    double[] totals =
        sample
            .customers()
            .sum(
                4,
                (row, sums) -> {
                  int side = sample.defaulted(row) ? 0 : 1;
                  sums[side] += deviation.applyAsDouble(row);
                  sums[2 + side]++;
                },
                5,
                Auc::addCustomer);
    double s10 = Customers.correction(totals[3]) * totals[0] / defaults;
    double s01 = Customers.correction(totals[4]) * totals[1] / goods;
    double s11 = Customers.correction(sample.customers().count()) * totals[2];
    return s10 / defaults + s01 / goods + 2 * s11 / (defaults * goods);
  }

  /// Adds a customer, by its X, Y, defaults and goods, to Σ X², Σ Y², Σ X Y, I10 and I01.
  private static void addCustomer(double[] sums, double[] totals) {
    totals[0] += sums[0] * sums[0];
    totals[1] += sums[1] * sums[1];
    totals[2] += sums[0] * sums[1];
    totals[3] += sums[2] > 0 ? 1 : 0;
    totals[4] += sums[3] > 0 ? 1 : 0;
  }
}
