package credence.dataset;

import java.util.List;

/// A column with a limited number of distinct strings.
///
/// @param codes for each row the index of its string in `texts`, NaN if missing
/// @param texts the distinct strings, in order of first occurrence
public record TextColumn(NumberColumn codes, List<String> texts) {
  /// The maximum number of levels of a category.
  public static final int LEVELS_MAX = 10_000;

  /// The maximum number of groups in one column.
  public static final int GROUPS_MAX = 200;

  /// Copies the strings.
  public TextColumn {
    texts = List.copyOf(texts);
  }
}
