package credence.dataset;

import java.util.List;

/// A column of texts of a limited number.
///
/// @param codes for each row the index of its text in `texts`, NaN when missing
/// @param texts the different texts, in the order in which they first come
public record TextColumn(NumberColumn codes, List<String> texts) {
  /// The most levels that a category may have.
  public static final int LEVELS_MAX = 10_000;

  /// The most groups that a model can be evaluated by in one column.
  public static final int GROUPS_MAX = 200;

  /// Takes a copy of the texts.
  public TextColumn {
    texts = List.copyOf(texts);
  }
}
