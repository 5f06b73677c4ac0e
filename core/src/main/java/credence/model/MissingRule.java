package credence.model;

/// What takes the place of a feature's value when there is none.
public sealed interface MissingRule {
  /// Nothing does: a missing value is a fault.
  record Reject() implements MissingRule {}

  /// A fixed number.
  ///
  /// @param value finite, in the feature's own unit, before any transformation
  record FixedNumber(double value) implements MissingRule {}

  /// The median of the training side's values that are there.
  record TrainingMedian() implements MissingRule {}

  /// A fixed truth value.
  ///
  /// @param value what a missing value means
  record FixedBoolean(boolean value) implements MissingRule {}

  /// A fixed level of a category; it need not occur in the training data.
  ///
  /// @param level the level's text
  record FixedLevel(String level) implements MissingRule {}
}
