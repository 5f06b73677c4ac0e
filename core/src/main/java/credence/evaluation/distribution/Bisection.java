package credence.evaluation.distribution;

import java.util.function.DoublePredicate;

/// Finds where a condition on a number changes.
public final class Bisection {
  private Bisection() {}

  /// The last number at which a condition holds, between one at which it does and one at which it
  /// does not, by bisection to the last bit. Between them it changes once.
  ///
  /// @param inside a number at which the condition holds
  /// @param outside another one at which it does not, above or below; if the condition holds up to
  ///   there, the result is that number or the one before it
  public static double last(double inside, double outside, DoublePredicate condition) {
    double within = inside;
    double beyond = outside;
    double middle = (within + beyond) / 2;
    while (middle != within && middle != beyond) {
      if (condition.test(middle)) {
        within = middle;
      } else {
        beyond = middle;
      }
      middle = (within + beyond) / 2;
    }
    return within;
  }
}
