package credence.evaluation;

/// The chi-square distribution with an integer number of degrees of freedom.
final class ChiSquare {

  private ChiSquare() {}

  /// The quantile of a probability, by bisection to the last bit.
  ///
  /// @param probability in (0, 0.999999]: closer to 1 the sum of the series is too coarse
  /// @param degrees of freedom, at least 1
  static double quantile(double probability, int degrees) {
    double low = 0;
    double high = degrees;
    while (cumulative(high, degrees) < probability) {
      high += 1 + Math.sqrt(2.0 * degrees);
    }
    double middle = (low + high) / 2;
    while (low < middle && middle < high) {
      if (cumulative(middle, degrees) < probability) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return high;
  }

  /// The probability of a value up to x: the regularised incomplete gamma function P(a, y) at a =
  /// degrees / 2, y = x / 2, by its series yᵃ e⁻ʸ Σ yⁿ / Γ(a + n + 1), whose terms are all positive
  /// (NIST Digital Library of Mathematical Functions, 8.7.1).
  static double cumulative(double x, int degrees) {
    double a = degrees / 2.0;
    double y = x / 2;
    double term = StrictMath.exp(a * StrictMath.log(y) - y - logGamma(degrees + 2));
    double sum = 0;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      sum += term;
      term *= y / (a + n);
    }
    return sum;
  }

  /// ln Γ(halves / 2), from Γ(1/2) = √π or Γ(1) = 1 upwards.
  private static double logGamma(int halves) {
    boolean odd = halves % 2 == 1;
    double sum = odd ? StrictMath.log(Math.PI) / 2 : 0;
    for (double z = odd ? 0.5 : 1; z < halves / 2.0; z++) {
      sum += StrictMath.log(z);
    }
    return sum;
  }
}
