package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A linear model's encoding of one [Input]: converts a raw value into columns with one coefficient
/// each. The same encoding is used in training, validation, batch scoring and serving.
public sealed interface Encoding permits NumberEncoding, BooleanEncoding, CategoryEncoding {
  /// The input that is encoded.
  ///
  /// @param rule how its values that are not strings are read
  Input input(ValueRule rule);

  /// The input's name.
  String name();

  /// The names of the encoded columns, one for each coefficient; empty for a category that had one
  /// level only.
  List<String> columnNames();

  /// The number of columns.
  default int columns() {
    return columnNames().size();
  }

  /// The name of one of the encoded columns.
  ///
  /// @param column its index in [#columnNames()]
  default String columnName(int column) {
    return columnNames().get(column);
  }

  /// Encodes a raw value.
  ///
  /// @param raw the raw value
  /// @param into receives the columns, all NaN if the value is rejected
  /// @param offset the index in `into` of the first column
  void encode(double raw, double[] into, int offset);

  /// The value's contribution to the linear score.
  ///
  /// @param raw the raw value
  /// @param coefficients the model's coefficients
  /// @param offset the index of the first coefficient of this encoding
  /// @return the sum of coefficient times column, NaN if the value is rejected
  double contribution(double raw, double[] coefficients, int offset);

  /// Why a raw value is rejected; null if it is not.
  @Nullable ValueError valueError(double raw);

  /// The same encoding with another rule for missing values.
  ///
  /// @param rule a rule that needs no data: not [MissingRule.TrainingMedian]
  Encoding withMissing(MissingRule rule);

  /// Reasons why a value cannot be encoded.
  enum ValueError {
    /// It is missing, and the rule for missing values is to reject.
    MISSING,
    /// It is ≤ 0, and its logarithm is taken.
    NOT_POSITIVE,
    /// It is a level unseen in training, and the rule for these is to reject.
    UNSEEN_LEVEL
  }
}
