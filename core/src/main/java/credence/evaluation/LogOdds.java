package credence.evaluation;

/// Logarithms of probabilities that may be 0 or 1: these are first clipped by 2⁻⁵², the machine
/// epsilon, as scikit-learn does.
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

  /// The log loss of a prediction: -ln of the probability of the observed outcome.
  static double loss(double probability, boolean defaulted) {
    double clipped = clip(probability);
    return defaulted ? -StrictMath.log(clipped) : -StrictMath.log1p(-clipped);
  }
}
