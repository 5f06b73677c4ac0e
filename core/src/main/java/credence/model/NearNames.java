package credence.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds existing names similar to a misspelled one.
public final class NearNames {
  private static final int SUGGESTIONS_MAX = 3;

  private NearNames() {}

  /// The known names nearest to a misspelled one, nearest first, at most three.
  ///
  /// Names are near if they differ only in case and punctuation, or if the edit distance, with
  /// swaps of neighbours counted as one edit, is at most a third of the length (and at least one).
  ///
  /// @param name what was written
  /// @param known the names that exist
  /// @return the near names; empty if there are none
  public static List<String> of(String name, Collection<String> known) {
    int distanceMax = Math.max(1, name.length() / 3);
    record Near(String name, int distance) {}
    return known.stream()
        .map(k -> new Near(k, distance(plain(name), plain(k))))
        .filter(n -> n.distance() <= distanceMax)
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(SUGGESTIONS_MAX)
        .map(Near::name)
        .toList();
  }

  /// A suggestion of the near names, or an empty string if there are none.
  public static String hint(String name, Collection<String> known) {
    List<String> near = of(name, known);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /// The name without case and punctuation; names that are equal in this form are easily confused.
  public static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.isEmpty() ? name : plain.toString();
  }

  /// Levenshtein's distance, with two neighbours swapped counted as one change; three rows of the
  /// table at a time.
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] free = before;
      before = above;
      above = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], 1 + before[j - 2]);
        }
      }
    }
    return row[b.length()];
  }
}
