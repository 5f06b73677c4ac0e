package credence.model;

import org.jspecify.annotations.Nullable;

/// One input that a model spec asks for.
///
/// @param name the column in a training set and the field in a request
/// @param type the kind of value
/// @param missing what a missing value means, in training and in serving
/// @param missingInValidation another rule for the validation side alone; null: the same
/// @param transformation what happens to a number; [Transformation#NONE] for other types
/// @param unseenLevel what a category's level means that training did not see
/// @param expectedSign the sign that the feature's effect on the probability of default is expected
///   to have; null: no expectation
public record Feature(
    String name,
    FeatureType type,
    MissingRule missing,
    @Nullable MissingRule missingInValidation,
    Transformation transformation,
    UnseenLevel unseenLevel,
    @Nullable Sign expectedSign) {

  /// What a level means that was not in the training data.
  public enum UnseenLevel {
    /// It is treated as the most frequent level.
    BASELINE,
    /// It is a fault.
    REJECT
  }

  /// The direction of an effect: positive means that more of the feature makes default likelier.
  public enum Sign {
    /// More of it, likelier to default.
    POSITIVE,
    /// More of it, less likely to default.
    NEGATIVE
  }

  /// The rule that holds on the validation side.
  public MissingRule ruleInValidation() {
    return missingInValidation == null ? missing : missingInValidation;
  }
}
