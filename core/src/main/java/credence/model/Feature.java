package credence.model;

import org.jspecify.annotations.Nullable;

/// An input that a model spec defines.
///
/// @param name the column in a training set and the field in a request
/// @param type the kind of value
/// @param missing how a missing value is treated in training and serving
/// @param missingInValidation another rule for the validation side only; null if the same
/// @param transformation the transformation of a number; [Transformation#NONE] for other types
/// @param unseenLevel how a category's level that is unseen in training is treated
/// @param expectedSign the expected sign of the feature's effect on the probability of default;
///   null if there is no expectation
public record Feature(
    String name,
    FeatureType type,
    MissingRule missing,
    @Nullable MissingRule missingInValidation,
    Transformation transformation,
    UnseenLevel unseenLevel,
    @Nullable Sign expectedSign) {

  /// The treatment of a level that was not in the training data.
  public enum UnseenLevel {
    /// It is treated as the most frequent level.
    BASELINE,
    /// It is an error.
    REJECT
  }

  /// The direction of an effect: positive means that higher values of the feature increase default
  /// risk.
  public enum Sign {
    /// Higher values increase default risk.
    POSITIVE,
    /// Higher values decrease default risk.
    NEGATIVE
  }

  /// The rule for the validation side.
  public MissingRule ruleInValidation() {
    return missingInValidation == null ? missing : missingInValidation;
  }
}
