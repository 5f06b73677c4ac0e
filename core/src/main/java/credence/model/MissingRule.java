package credence.model;

/// The rule that replaces a feature's missing values.
public sealed interface MissingRule {
  /// A missing value is an error.
  record Reject() implements MissingRule {}

  /// A fixed number.
  ///
  /// @param value finite, in the feature's own unit, before any transformation
  record FixedNumber(double value) implements MissingRule {}

  /// The median of the training side's non-missing values.
  record TrainingMedian() implements MissingRule {}

  /// A fixed boolean.
  ///
  /// @param value the fill value
  record FixedBoolean(boolean value) implements MissingRule {}

  /// A fixed level of a category; it need not occur in the training data.
  ///
  /// @param level the level's text
  record FixedLevel(String level) implements MissingRule {}
}
