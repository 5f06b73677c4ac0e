package credence.model;

import org.jspecify.annotations.Nullable;

/// What happens to a number between its missing-value rule and its coefficient, in this order:
/// clipped, then its natural logarithm taken, then standardised.
///
/// @param clip the range that values are brought into; null: not clipped
/// @param logarithm whether the natural logarithm is taken; a value ≤ 0 is then a fault
/// @param standardise whether the training side's mean is subtracted and the result divided by the
///   training side's standard deviation
public record Transformation(@Nullable Clip clip, boolean logarithm, boolean standardise) {
  /// The transformation that leaves a value as it is.
  public static final Transformation NONE = new Transformation(null, false, false);

  /// A closed range.
  ///
  /// @param low the lowest value that is left alone, finite
  /// @param high the highest value that is left alone, finite, at least `low`
  public record Clip(double low, double high) {}
}
