package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One input of a model: a field of a request, a column of a training set, whatever the model does
/// with its value.
///
/// A raw value is one double: a number itself, 1 or 0 for true and false, a level's index in the
/// input's own [#levels()] or [#UNSEEN] for a level that training did not see; NaN when there is no
/// value.
public sealed interface Input {
  /// The raw value of a level that training did not see.
  double UNSEEN = -1;

  /// The field in a request and the column in a training set.
  String name();

  /// The kind of value.
  FeatureType type();

  /// Whether a missing value is filled rather than refused.
  boolean fillsMissing();

  /// The levels that training saw, each once; empty unless the input is a category.
  default List<String> levels() {
    return List.of();
  }

  /// A number.
  ///
  /// @param fill what a missing value is replaced with; null: it is refused
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

  /// A truth value.
  ///
  /// @param fill what a missing value is replaced with; null: it is refused
  record BooleanInput(String name, @Nullable Boolean fill) implements Input {
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
  /// @param fill the level that takes the place of a missing value; null: it is refused
  /// @param unseenLevel what a level means that is not among the levels
  record CategoryInput(
      String name, @Nullable String fill, List<String> levels, Feature.UnseenLevel unseenLevel)
      implements Input {
    /// Takes a copy of the levels.
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
