package credence.fitting;

import credence.model.NumberEncoding.Standardisation;

/// Mean and standard deviation of a column, without intermediate overflow or underflow.
final class Deviation {
  /// Above this sum of squares no term that contributes to it has lost digits as a subnormal
  /// number.
  private static final double SQUARES_MIN = 0x1p-900;

  private Deviation() {}

  /// The mean and the standard deviation, the root of the mean squared deviation.
  ///
  /// Values are summed in their order. If a sum leaves the range of a double, or the squares are
  /// too small for its precision, values are scaled by a power of two, which is exact.
  ///
  /// @param values finite numbers
  /// @return mean 0 if there are no values; a deviation of 0 is replaced by 1, so that a constant
  ///   encodes as 0
  static Standardisation of(double[] values) {
    double mean = mean(values);
    double squares = squares(values, mean);
    if (squares >= SQUARES_MIN && squares < Double.POSITIVE_INFINITY) {
      return new Standardisation(mean, Math.sqrt(squares / values.length));
    }
    double largest = 0;
    for (double x : values) {
      largest = Math.max(largest, Math.abs(x));
    }
    if (largest == 0) {
      return new Standardisation(mean, 1);
    }
    int exponent = Math.getExponent(largest) + 1;
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Math.scalb(values[i], -exponent);
    }
    double scaledMean = mean(scaled);
    double deviation = Math.scalb(Math.sqrt(squares(scaled, scaledMean) / scaled.length), exponent);
    return new Standardisation(Math.scalb(scaledMean, exponent), deviation > 0 ? deviation : 1);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double x : values) {
      sum += x;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }

  private static double squares(double[] values, double mean) {
    double squares = 0;
    for (double x : values) {
      squares += (x - mean) * (x - mean);
    }
    return squares;
  }
}
