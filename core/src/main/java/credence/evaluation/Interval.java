package credence.evaluation;

import credence.evaluation.distribution.Bisection;
import credence.evaluation.distribution.NormalTail;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/// A confidence interval.
///
/// @param low its lower end
/// @param high its upper end, not below `low`
/// @param level the confidence level, in (0, 1)
public record Interval(double low, double high, double level) {

  /// The confidence level of every interval that documents hold, except of those adjusted to
  /// several versions compared.
  public static final double LEVEL = 0.95;

  /// The 97.5 % quantile of the standard normal distribution: half the width of a 95 % interval in
  /// standard errors.
  static final double NORMAL_QUANTILE = 1.959963984540054;

  /// A scale on which intervals of a quantity are nearly symmetric around their value.
  public enum Scale {
    /// The value itself, which has no bounds, such as a slope.
    LINEAR,
    /// The logarithm or the cube root of a ratio of at least 0, whichever gives the wider interval:
    /// the logarithm suits a ratio of sums, the cube root a Poisson count (E. B. Wilson, M. M.
    /// Hilferty, The distribution of chi-square, PNAS 17, 1931).
    RATIO
  }

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("an interval's level must be in (0, 1), not " + level);
    }
  }

  /// Whether a value lies in the interval, ends included.
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /// The 95 % interval of a value with a normal error, truncated to the range of the quantity.
  static Interval normal(double value, double standardError, double least, double most) {
    double halfWidth = NORMAL_QUANTILE * standardError;
    return new Interval(
        Math.max(least, value - halfWidth), Math.min(most, value + halfWidth), LEVEL);
  }

  /// The values θ of a population under which an observed value is not too far away: the interval
  /// in which |value - θ| is at most a half-width that depends on θ. Its ends are found by
  /// bisection to the last bit.
  ///
  /// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
  /// JASA 22 (1927), generalised from shares.
  ///
  /// @param least the minimum of the quantity
  /// @param most its maximum
  /// @param halfWidth at least 0 from `least` to `most`; beyond each end of the interval it grows
  ///   more slowly than the distance
  static Interval score(
      double value, double least, double most, double level, DoubleUnaryOperator halfWidth) {
    DoublePredicate near = theta -> Math.abs(value - theta) <= halfWidth.applyAsDouble(theta);
    return new Interval(
        Bisection.last(value, least, near), Bisection.last(value, most, near), level);
  }

  /// Wilson's 95 % interval of a share.
  ///
  /// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference,
  /// JASA 22 (1927).
  ///
  /// @param share the observed share, in [0, 1]
  /// @param count the effective number of independent observations, above 0, not necessarily an
  ///   integer
  static Interval wilson(double share, double count) {
    double squared = NORMAL_QUANTILE * NORMAL_QUANTILE;
    double shrinkage = 1 + squared / count;
    double centre = (share + squared / (2 * count)) / shrinkage;
    double halfWidth =
        NORMAL_QUANTILE
            * Math.sqrt(share * (1 - share) / count + squared / (4 * count * count))
            / shrinkage;
    return new Interval(
        Math.min(share, Math.max(0, centre - halfWidth)),
        Math.max(share, Math.min(1, centre + halfWidth)),
        LEVEL);
  }

  /// The level 1 - 0.05 / k: k intervals of this level all contain their values in at least 95 % of
  /// all cases.
  ///
  /// Source: Bonferroni's inequality; O. J. Dunn, Multiple comparisons among means, JASA 56 (1961).
  ///
  /// @param count the number k of intervals, at least 1
  public static double levelFor(long count) {
    return 1 - (1 - LEVEL) / count;
  }

  /// The number k for which the level is 1 - 0.05 / k.
  public long count() {
    return Math.round((1 - LEVEL) / (1 - level));
  }

  /// The interval of the same value at a higher level. On its scale, the distance of each end from
  /// the value is multiplied by the ratio of the quantiles of the normal distribution at both
  /// levels.
  ///
  /// On the scale of ratios, an end at 0 remains there. If the value itself is 0, the other end is
  /// multiplied by the ratio of ln((1 - level) / 2) at both levels, which is exact for a count of
  /// 0.
  ///
  /// @param value the value, in this interval
  /// @param higher the other level, at least that of this interval, below 1
  public Interval atLevel(double value, double higher, Scale scale) {
    double factor = NormalTail.quantile(higher) / NormalTail.quantile(level);
    double countFactor = StrictMath.log((1 - higher) / 2) / StrictMath.log((1 - level) / 2);
    return switch (scale) {
      case LINEAR ->
          new Interval(value - factor * (value - low), value + factor * (high - value), higher);
      case RATIO ->
          value == 0
              ? new Interval(0, countFactor * high, higher)
              : new Interval(
                  value * Math.min(power(low / value, factor), cubed(low / value, factor)),
                  value * Math.max(power(high / value, factor), cubed(high / value, factor)),
                  higher);
    };
  }

  private static double power(double ratio, double factor) {
    return ratio == 0 ? 0 : StrictMath.exp(factor * StrictMath.log(ratio));
  }

  private static double cubed(double ratio, double factor) {
    double root = Math.max(0, 1 + factor * (StrictMath.cbrt(ratio) - 1));
    return root * root * root;
  }
}
