package credence.fitting;

import credence.model.NumberEncoding.Standardisation;

/// Fits the standardisation of a column: its mean and standard deviation, without intermediate
/// overflow or underflow.
final class StandardisationFit {
  /// Above this sum of squares no term that contributes to it has lost digits as a subnormal
  /// number.
  private static final double SQUARES_MIN = 0x1p-900;

  private StandardisationFit() {}

  /// The mean and the standard deviation, the root of the mean squared deviation.
  ///
  /// Values are summed in their order. If a sum leaves the range of a double, or the squares are
  /// too small for its precision, values are scaled by a power of two, which is exact.
  ///
  /// @param values finite numbers
  /// @return mean 0 and deviation 1 if there are no values; of a constant, itself and 1, so that it
  ///   encodes as 0 exactly, although the rounded mean of equal values may differ from them
  static Standardisation of(double[] values) {
    if (isConstant(values)) {
      return new Standardisation(values.length == 0 ? 0 : values[0] + 0.0, 1);
    }
    double mean = mean(values);
    double squares = squares(values, mean);
    if (squares >= SQUARES_MIN && squares < Double.POSITIVE_INFINITY) {
      return new Standardisation(mean, Math.sqrt(squares / values.length));
    }
    double largest = 0;
    for (double x : values) {
      largest = Math.max(largest, Math.abs(x));
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

  private static boolean isConstant(double[] values) {
    for (double x : values) {
      if (x != values[0]) {
        return false;
      }
    }
    return true;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double x : values) {
      sum += x;
    }
    return sum / values.length;
  }

  private static double squares(double[] values, double mean) {
    double squares = 0;
    for (double x : values) {
      squares += (x - mean) * (x - mean);
    }
    return squares;
  }
}
