package credence.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the names that somebody who misspelled one probably meant.
public final class NearNames {
  private static final int SUGGESTIONS_MAX = 3;

  private NearNames() {}

  /// The known names nearest to a misspelled one, best first, at most three.
  ///
  /// A name is near when it equals the other save for case and punctuation, or when at most a third
  /// of its characters (and at least one) have to be inserted, deleted or replaced.
  ///
  /// @param name what was written
  /// @param known the names that exist
  /// @return the near names; empty when nothing is near
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

  /// A sentence that offers the near names, or nothing when there is none.
  public static String hint(String name, Collection<String> known) {
    List<String> near = of(name, known);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /// The name without case and punctuation; two names that are equal so are easily confused.
  public static String plain(String name) {
    StringBuilder plain = new StringBuilder(name.length());
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(plain::appendCodePoint);
    return plain.isEmpty() ? name : plain.toString();
  }

  /// Levenshtein's distance, one row of the table at a time.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
