package credence.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The encoding of a category: one column for each level except the first, which is the baseline.
///
/// @param name the input's name
/// @param fill the level that replaces a missing value; null if missing values are rejected
/// @param levels the levels in descending order of frequency in training, ties by text; at least
///   one
/// @param unseenLevel the treatment of other levels, including the fill level
public record CategoryEncoding(
    String name, @Nullable String fill, List<String> levels, Feature.UnseenLevel unseenLevel)
    implements Encoding {
  /// Copies the levels.
  public CategoryEncoding {
    levels = List.copyOf(levels);
  }

  @Override
  public Input.CategoryInput input(ValueRule rule) {
    return new Input.CategoryInput(name, fill, levels, unseenLevel, rule);
  }

  @Override
  public List<String> columnNames() {
    return IntStream.range(0, columns()).mapToObj(this::columnName).toList();
  }

  @Override
  public String columnName(int column) {
    return name + "=" + levels.get(column + 1);
  }

  @Override
  public int columns() {
    return levels.size() - 1;
  }

  @Override
  public void encode(double raw, double[] into, int offset) {
    int level = level(raw);
    Arrays.fill(into, offset, offset + columns(), level == REFUSED ? Double.NaN : 0);
    if (level > 0) {
      into[offset + level - 1] = 1;
    }
  }

  @Override
  public double contribution(double raw, double[] coefficients, int offset) {
    int level = level(raw);
    if (level == REFUSED) {
      return Double.NaN;
    }
    return level == 0 ? 0 : coefficients[offset + level - 1];
  }

  @Override
  public @Nullable ValueError valueError(double raw) {
    if (level(raw) != REFUSED) {
      return null;
    }
    return Double.isNaN(raw) && fill == null ? ValueError.MISSING : ValueError.UNSEEN_LEVEL;
  }

  @Override
  public CategoryEncoding withMissing(MissingRule rule) {
    String level =
        switch (rule) {
          case MissingRule.Reject _ -> null;
          case MissingRule.FixedLevel fixed -> fixed.level();
          default -> throw new IllegalArgumentException("no rule for a category: " + rule);
        };
    return new CategoryEncoding(name, level, levels, unseenLevel);
  }

  private static final int REFUSED = -1;

  /// The index of the level for a raw value, 0 for the baseline, or [#REFUSED].
  private int level(double raw) {
    double index = raw;
    if (Double.isNaN(raw)) {
      if (fill == null) {
        return REFUSED;
      }
      index = levels.indexOf(fill);
    }
    if (index >= 0) {
      return (int) index;
    }
    return unseenLevel == Feature.UnseenLevel.BASELINE ? 0 : REFUSED;
  }
}
