package credence.evaluation;

/// Logarithms of probabilities that may be 0 or 1: those are first moved off the ends by 2⁻⁵², the
/// distance from 1 to the next double, as scikit-learn does.
final class LogOdds {

  private static final double CLIP = Math.ulp(1.0);

  private LogOdds() {}

  static double clip(double probability) {
    return Math.min(Math.max(probability, CLIP), 1 - CLIP);
  }

  /// ln(p / (1 - p)).
  static double of(double probability) {
    double clipped = clip(probability);
    return StrictMath.log(clipped) - StrictMath.log1p(-clipped);
  }

  /// The probability that has these log-odds.
  static double probability(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }

  /// What a prediction costs: -ln of the probability that it gave to what happened.
  static double loss(double probability, boolean defaulted) {
    double clipped = clip(probability);
    return defaulted ? -StrictMath.log(clipped) : -StrictMath.log1p(-clipped);
  }
}
