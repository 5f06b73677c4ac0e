package credence.evaluation;

/// A confidence interval.
///
/// @param low its lower end
/// @param high its upper end, not below `low`
/// @param level the confidence level, in (0, 1)
public record Interval(double low, double high, double level) {

  /// The level of every interval of this package.
  public static final double LEVEL = 0.95;

  /// The 97.5 % quantile of the standard normal distribution: half the width of a 95 % interval in
  /// standard errors.
  static final double NORMAL_QUANTILE = 1.959963984540054;

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
}
