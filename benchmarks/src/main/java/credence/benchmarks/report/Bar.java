package credence.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/// What is asked of a figure, or of the ratio of two.
///
/// @param what its description
/// @param key the figure's key
/// @param againstKey the key of what it is divided by; empty: the figure itself is asked about
/// @param isMost whether the bar is the most that is allowed, else the least
/// @param bar what is asked
/// @param moonshot what would be a feat; NaN if nothing is said
record Bar(
    String what, String key, String againstKey, boolean isMost, double bar, double moonshot) {
  private static final String FORMAT = "%-58s %14s   %s %-10s %-10s %s";

  /// Reads a line of the CSV file.
  static Bar parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 6) {
      throw new IllegalArgumentException("expected six cells: " + line);
    }
    return new Bar(
        cells[0],
        cells[1],
        cells[2],
        cells[3].equals("most"),
        Double.parseDouble(cells[4]),
        cells[5].isEmpty() ? Double.NaN : Double.parseDouble(cells[5]));
  }

  /// The head of the table of bars.
  static String head() {
    return String.format(Locale.ROOT, FORMAT, "what", "measured", " ", "bar", "moonshot", "");
  }

  /// The bar's line of the table; null figures are left out by the caller.
  ///
  /// @param measured what was measured
  String line(double measured) {
    return String.format(
        Locale.ROOT,
        FORMAT,
        what,
        Numbers.text(measured),
        isMost ? "≤" : "≥",
        Numbers.text(bar),
        Double.isNaN(moonshot) ? "" : Numbers.text(moonshot),
        isMet(measured) ? "met" : "NOT MET");
  }

  private boolean isMet(double measured) {
    return isMost ? measured <= bar : measured >= bar;
  }

  /// Whether it was measured and met.
  boolean isMet(Figures figures) {
    OptionalDouble measured = measured(figures);
    return measured.isPresent() && isMet(measured.getAsDouble());
  }

  /// Performance; nothing if it was not.
  OptionalDouble measured(Figures figures) {
    return againstKey.isEmpty() ? figures.median(key) : figures.ratio(key, againstKey);
  }
}
