package credence.benchmarks.report;

import java.util.Locale;

/// Numbers for people.
final class Numbers {
  private Numbers() {}

  /// A number with about three digits that matter.
  static String text(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
