package credence.evaluation.distribution;

/// Two-sided tail probability of the standard normal distribution.
public final class NormalTail {

  /// Below it the chi-square series is accurate, from it on the continued fraction.
  private static final double FRACTION_FROM = 2;

  private static final int FRACTION_TERMS = 200;

  private NormalTail() {}

  /// The two-sided p-value of a standardised difference: P(|Z| ≥ |z|).
  ///
  /// Far from 0 it is erfc(x), x = |z| / √2, by its continued fraction e^(-x²) / √π · 1 / (x +
  /// (1/2) / (x + (2/2) / (x + (3/2) / (x + …)))), from the last term backwards (NIST Digital
  /// Library of Mathematical Functions, 7.9.3).
  ///
  /// @param z finite
  public static double twoSided(double z) {
    double distance = Math.abs(z);
    if (distance < FRACTION_FROM) {
      return distance == 0 ? 1 : 1 - ChiSquare.cumulative(distance * distance, 1);
    }
    double x = distance / Math.sqrt(2);
    double tail = x;
    for (int term = FRACTION_TERMS; term > 0; term--) {
      tail = x + term / 2.0 / tail;
    }
    return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
  }

  /// The value z with P(|Z| ≤ z) = `level`, by bisection to the last bit.
  ///
  /// @param level in (0, 1)
  public static double quantile(double level) {
    double tail = 1 - level;
    double high = 1;
    while (twoSided(high) > tail) {
      high *= 2;
    }
    return Bisection.last(high, 0, z -> twoSided(z) <= tail);
  }
}
