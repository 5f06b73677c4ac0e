package credence.evaluation.distribution;

/// The binomial distribution: the number of successes in independent trials.
public final class Binomial {
  private Binomial() {}

  /// The probability of at least so many successes, by summing the terms below it.
  ///
  /// @param successes at least 0
  /// @param trials at least 0
  /// @param probability of each success, in [0, 1)
  public static double atLeast(int successes, int trials, double probability) {
    double exactly = StrictMath.pow(1 - probability, trials);
    double fewer = 0;
    for (int k = 0; k < successes; k++) {
      fewer += exactly;
      exactly *= (trials - k) / (k + 1.0) * probability / (1 - probability);
    }
    return 1 - fewer;
  }
}
