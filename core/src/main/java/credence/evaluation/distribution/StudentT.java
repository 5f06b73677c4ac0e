package credence.evaluation.distribution;

/// Student's t distribution, with any number of degrees of freedom.
///
/// With ν degrees of freedom P(|T| ≥ t) is the regularised incomplete beta function I at x = ν / (ν
/// + t²) of a = ν/2 and b = 1/2 (NIST Digital Library of Mathematical Functions, 8.17).
public final class StudentT {
  /// From it on the asymptotic series of the ratio of gamma functions is accurate to the last bit.
  private static final double SERIES_FROM = 64;

  /// Replaces a denominator of zero in the continued fraction.
  private static final double TINY = 0x1p-1000;

  private StudentT() {}

  /// The two-sided p-value of a statistic: P(|T| ≥ |t|).
  ///
  /// @param t finite
  /// @param degrees of freedom, above 0
  public static double twoSided(double t, double degrees) {
    double square = t * t;
    double a = degrees / 2;
    double x = degrees / (degrees + square);
    double y = square / (degrees + square);
    if (y == 0) {
      return 1;
    }
    double logX = x < 0.5 ? StrictMath.log(x) : StrictMath.log1p(-y);
    double front = StrictMath.exp(a * logX) * Math.sqrt(y / Math.PI) * gammaRatio(a);
    return x < (a + 1) / (a + 2.5)
        ? front / (a * fraction(a, 0.5, x))
        : 1 - front / (0.5 * fraction(0.5, a, y));
  }

  /// The value t with P(|T| ≤ t) = `level`, by bisection to the last bit.
  ///
  /// @param level in (0, 1), at most 1 - 1e-9
  /// @param degrees of freedom, at least 1
  public static double quantile(double level, double degrees) {
    double tail = 1 - level;
    double high = 1;
    while (twoSided(high, degrees) > tail) {
      high *= 2;
    }
    return Bisection.last(high, 0, t -> twoSided(t, degrees) <= tail);
  }

  /// The continued fraction 1 + d₁ / (1 + d₂ / (1 + …)) of the incomplete beta function (8.17.22),
  /// from the first term on (W. J. Lentz, Applied Optics 15, 1976).
  private static double fraction(double a, double b, double x) {
    double value = 1;
    double c = 1;
    double d = 0;
    for (int n = 1; ; n++) {
      int m = n / 2;
      double term =
          n % 2 == 0
              ? m * (b - m) * x / ((a + n - 1) * (a + n))
              : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n));
      d = 1 / notZero(1 + term * d);
      c = notZero(1 + term / c);
      double next = value * c * d;
      if (Math.abs(next - value) <= Math.ulp(value)) {
        return next;
      }
      value = next;
    }
  }

  private static double notZero(double value) {
    return value == 0 ? TINY : value;
  }

  /// Γ(a + 1/2) / Γ(a), by its asymptotic series (5.11.13) after a is increased by the recurrence
  /// of the gamma function.
  private static double gammaRatio(double a) {
    double factor = 1;
    double z = a;
    for (; z < SERIES_FROM; z++) {
      factor *= z / (z + 0.5);
    }
    double u = 1 / z;
    double series =
        1
            + u
                * (-1.0 / 8
                    + u
                        * (1.0 / 128
                            + u
                                * (5.0 / 1024
                                    + u
                                        * (-21.0 / 32768
                                            + u * (-399.0 / 262144 + u * 869.0 / 4194304)))));
    return factor * Math.sqrt(z) * series;
  }
}
