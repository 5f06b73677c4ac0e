package credence.model;

import org.jspecify.annotations.Nullable;

/// The transformation of a number after its missing-value rule, in this order: clip, natural
/// logarithm, standardisation.
///
/// @param clip the range to which values are clipped; null if not clipped
/// @param logarithm whether the natural logarithm is taken; a value ≤ 0 is then an error
/// @param standardise whether the training side's mean is subtracted and the result divided by its
///   standard deviation
public record Transformation(@Nullable Clip clip, boolean logarithm, boolean standardise) {
  /// The identity.
  public static final Transformation NONE = new Transformation(null, false, false);

  /// A closed range.
  ///
  /// @param low the lower bound, finite
  /// @param high the upper bound, finite, at least `low`
  public record Clip(double low, double high) {}
}
