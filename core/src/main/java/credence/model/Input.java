package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An input of a model, independent of how the model uses it: a field of a request, a column of a
/// training set.
///
/// A raw value is a double: the number itself, 1 or 0 for a boolean, a level's index in [#levels()]
/// or [#UNSEEN] for a level unseen in training; NaN if there is no value.
public sealed interface Input {
  /// The raw value of a level unseen in training.
  double UNSEEN = -1;

  /// The field in a request and the column in a training set.
  String name();

  /// The kind of value.
  FeatureType type();

  /// Whether a missing value is filled rather than rejected.
  boolean fillsMissing();

  /// How values that are not strings are read. Numbers are read alike under all rules.
  default ValueRule rule() {
    return ValueRule.CANONICAL;
  }

  /// The levels seen in training, each once; empty unless the input is a category.
  default List<String> levels() {
    return List.of();
  }

  /// A number.
  ///
  /// @param fill the value that replaces a missing one; null if missing values are rejected
  record NumberInput(String name, @Nullable Double fill) implements Input {
    @Override
    public FeatureType type() {
      return FeatureType.NUMBER;
    }

    @Override
    public boolean fillsMissing() {
      return fill != null;
    }
  }

  /// A boolean.
  ///
  /// @param fill the value that replaces a missing one; null if missing values are rejected
  record BooleanInput(String name, @Nullable Boolean fill, ValueRule rule) implements Input {
    @Override
    public FeatureType type() {
      return FeatureType.BOOLEAN;
    }

    @Override
    public boolean fillsMissing() {
      return fill != null;
    }
  }

  /// A category.
  ///
  /// @param fill the level that replaces a missing value; null if missing values are rejected
  /// @param unseenLevel the treatment of other levels
  record CategoryInput(
      String name,
      @Nullable String fill,
      List<String> levels,
      Feature.UnseenLevel unseenLevel,
      ValueRule rule)
      implements Input {
    /// Copies the levels.
    public CategoryInput {
      levels = List.copyOf(levels);
    }

    @Override
    public FeatureType type() {
      return FeatureType.CATEGORY;
    }

    @Override
    public boolean fillsMissing() {
      return fill != null;
    }

    /// The raw value of a level; [#UNSEEN] if it is not among the levels.
    public double raw(String level) {
      return levels.indexOf(level);
    }
  }
}
