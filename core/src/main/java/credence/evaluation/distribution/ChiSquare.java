package credence.evaluation.distribution;

import java.util.function.DoubleUnaryOperator;

/// The chi-square distribution.
public final class ChiSquare {

  private static final double STIRLING_FROM = 16;

  private ChiSquare() {}

  /// The quantile of a probability, by bisection to the last bit. With few degrees it is more
  /// precise than [#quantile(double, double)].
  ///
  /// @param probability in (0, 0.999999]: closer to 1 the sum of the series is too coarse
  /// @param degrees of freedom, at least 1
  public static double quantile(double probability, int degrees) {
    return quantile(probability, degrees, x -> cumulative(x, degrees));
  }

  /// The quantile of a probability, by bisection to the last bit.
  ///
  /// @param probability in (0, 0.999999]
  /// @param degrees of freedom, above 0, not necessarily an integer
  public static double quantile(double probability, double degrees) {
    return quantile(probability, degrees, x -> cumulative(x, degrees));
  }

  private static double quantile(
      double probability, double degrees, DoubleUnaryOperator cumulative) {
    double high = degrees;
    while (cumulative.applyAsDouble(high) < probability) {
      high += 1 + Math.sqrt(2.0 * degrees);
    }
    return Bisection.last(high, 0, x -> cumulative.applyAsDouble(x) >= probability);
  }

  /// The probability of a value up to x, for an integer number of degrees.
  public static double cumulative(double x, int degrees) {
    return cumulative(x, degrees / 2.0, logGammaOfHalf(degrees + 2));
  }

  /// The probability of a value up to x.
  public static double cumulative(double x, double degrees) {
    return cumulative(x, degrees / 2, logGamma(degrees / 2 + 1));
  }

  /// The regularised incomplete gamma function P(a, y) at y = x / 2, by the series of the terms
  /// yᵃ⁺ⁿ e⁻ʸ / Γ(a+n+1), which are all positive (NIST Digital Library of Mathematical Functions,
  /// 8.7.1).
  ///
  /// @param logGamma ln Γ(a + 1)
  private static double cumulative(double x, double a, double logGamma) {
    double y = x / 2;
    double term = StrictMath.exp(a * StrictMath.log(y) - y - logGamma);
    double sum = 0;
    for (int n = 1; term > sum * 0x1p-60; n++) {
      sum += term;
      term *= y / (a + n);
    }
    return sum;
  }

  /// The probability of a value above x, with full relative precision in the far tail: from Q(1/2,
  /// y) or Q(1, y) at y = x / 2 upwards by Q(a + 1, y) = Q(a, y) + yᵃ e⁻ʸ / Γ(a + 1) (NIST Digital
  /// Library of Mathematical Functions, 8.8.6).
  ///
  /// @param x at least 0
  /// @param degrees of freedom, at least 1
  public static double above(double x, int degrees) {
    double y = x / 2;
    int halves = degrees % 2 == 1 ? 1 : 2;
    double tail = halves == 1 ? NormalTail.twoSided(Math.sqrt(x)) : StrictMath.exp(-y);
    for (; halves < degrees; halves += 2) {
      tail += StrictMath.exp(halves / 2.0 * StrictMath.log(y) - y - logGammaOfHalf(halves + 2));
    }
    return Math.min(1, tail);
  }

  /// ln Γ(halves / 2), from Γ(1/2) = √π or Γ(1) = 1 upwards.
  private static double logGammaOfHalf(int halves) {
    boolean odd = halves % 2 == 1;
    double sum = odd ? StrictMath.log(Math.PI) / 2 : 0;
    for (double z = odd ? 0.5 : 1; z < halves / 2.0; z++) {
      sum += StrictMath.log(z);
    }
    return sum;
  }

  /// ln Γ(z) for z ≥ 1, by Stirling's series at z + n ≥ 16 (NIST Digital Library of Mathematical
  /// Functions, 5.11.1), whose first omitted term is below 1e-15 there.
  private static double logGamma(double z) {
    double below = 0;
    double at = z;
    for (; at < STIRLING_FROM; at++) {
      below += StrictMath.log(at);
    }
    double inverse = 1 / at;
    double square = inverse * inverse;
    double series = 1.0 / 1188;
    series = -1.0 / 1680 + series * square;
    series = 1.0 / 1260 + series * square;
    series = -1.0 / 360 + series * square;
    series = 1.0 / 12 + series * square;
    return (at - 0.5) * StrictMath.log(at)
        - at
        + StrictMath.log(2 * Math.PI) / 2
        + series * inverse
        - below;
  }
}
