package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A linear model's use of one [Input]: how a raw value becomes the columns that a coefficient each
/// is multiplied with. The same encoding serves training, validation, batch and serving.
public sealed interface Encoding permits NumberEncoding, BooleanEncoding, CategoryEncoding {
  /// What is encoded.
  Input input();

  /// The input's name.
  String name();

  /// The names of the encoded columns, one for each coefficient; empty for a category that had one
  /// level only.
  List<String> columnNames();

  /// How many columns the value becomes.
  default int columns() {
    return columnNames().size();
  }

  /// The name of one of the encoded columns.
  ///
  /// @param column its place in [#columnNames()]
  default String columnName(int column) {
    return columnNames().get(column);
  }

  /// Encodes a raw value.
  ///
  /// @param raw the raw value
  /// @param into receives the columns, NaN each if the value is refused
  /// @param offset where in `into` the first column goes
  void encode(double raw, double[] into, int offset);

  /// What the value adds to the linear score.
  ///
  /// @param raw the raw value
  /// @param coefficients the model's coefficients
  /// @param offset where the coefficients of this encoding begin
  /// @return the sum of coefficient times column, NaN if the value is refused
  double contribution(double raw, double[] coefficients, int offset);

  /// Why a raw value is refused; null if it is not.
  @Nullable Refusal refusal(double raw);

  /// The same encoding with another rule for missing values.
  ///
  /// @param rule a rule that needs no data: not [MissingRule.TrainingMedian]
  Encoding withMissing(MissingRule rule);

  /// Why a value cannot be encoded.
  enum Refusal {
    /// It is missing, and the rule for missing values is to reject.
    MISSING,
    /// It is ≤ 0, and its logarithm is wanted.
    NOT_POSITIVE,
    /// It is a level that training did not see, and the rule for these is to reject.
    UNSEEN_LEVEL
  }
}
