package credence.evaluation;

import org.jspecify.annotations.Nullable;

/// An estimate from a sample, with its precision.
///
/// A standard error requires an interval, but not vice versa: an exact interval, such as that of a
/// count of 0, needs none. Both are absent if the sample gives no information about precision, or
/// too few customers of a class to rely on it.
///
/// @param value the figure, finite
/// @param standardError its standard error, above 0; null if the sample does not yield one
/// @param interval its interval, not necessarily symmetric, at 95 % confidence unless another level
///   was asked for; null if the sample does not yield one
public record Estimate(double value, @Nullable Double standardError, @Nullable Interval interval) {

  public Estimate {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("an estimate of " + value);
    }
    if (standardError != null && interval == null) {
      throw new IllegalArgumentException("a standard error requires an interval");
    }
  }

  /// An estimate with a normal error, with its 95 % interval truncated to the range of the
  /// quantity.
  ///
  /// @param variance of the value; the estimate has no interval unless it is finite and above 0
  static Estimate normal(double value, double variance, double least, double most) {
    if (!(variance > 0 && Double.isFinite(variance))) {
      return new Estimate(value, null, null);
    }
    double standardError = Math.sqrt(variance);
    return new Estimate(value, standardError, Interval.normal(value, standardError, least, most));
  }

  /// An estimate of a quantity above 0, with a 95 % interval that is symmetric on the logarithmic
  /// scale.
  ///
  /// @param variance of the value itself; the estimate has no interval unless value and variance
  ///   are finite and above 0
  static Estimate logNormal(double value, double variance) {
    if (!(value > 0 && variance > 0 && Double.isFinite(variance))) {
      return new Estimate(value, null, null);
    }
    double standardError = Math.sqrt(variance);
    double factor = StrictMath.exp(Interval.NORMAL_QUANTILE * standardError / value);
    if (!Double.isFinite(value * factor)) {
      return new Estimate(value, null, null);
    }
    return new Estimate(
        value, standardError, new Interval(value / factor, value * factor, Interval.LEVEL));
  }
}
