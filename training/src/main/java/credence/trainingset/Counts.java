package credence.trainingset;

import java.util.Locale;

/// Counts in words.
public final class Counts {
  private Counts() {}

  /// So many rows do something: `1 row has none`, `3 rows have none`.
  public static String rows(long count, String one, String many) {
    return of(count, "row", "rows") + " " + (count == 1 ? one : many);
  }

  /// So many of a thing: `1 customer`, `257 customers`.
  public static String of(long count, String one, String many) {
    return number(count) + " " + (count == 1 ? one : many);
  }

  /// A count with its thousands set apart: `1,257`.
  public static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
