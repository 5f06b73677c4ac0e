package credence.evaluation.distribution;

/// The hypergeometric distribution: how many of some drawn items are marked, if items are drawn
/// without replacement.
public final class Hypergeometric {
  /// Terms smaller than this share of a sum do not change it.
  private static final double NEGLIGIBLE = 1e-25;

  private Hypergeometric() {}

  /// The two-sided p-value of a number of marked items: twice the smaller tail, at most 1. It is
  /// Fisher's exact test of a fourfold table, and conservative.
  ///
  /// Terms are summed by the ratio of neighbours, from the most probable one.
  ///
  /// Source: R. A. Fisher, The logic of inductive inference, Journal of the Royal Statistical
  /// Society 98 (1935).
  ///
  /// @param observed the marked items among those drawn
  /// @param drawn the number of items drawn, from 0 to total
  /// @param marked the number of marked items, from 0 to total
  /// @param total the number of items
  public static double twoSided(long observed, long drawn, long marked, long total) {
    long least = Math.max(0, drawn + marked - total);
    long most = Math.min(drawn, marked);
    long mode = Math.clamp((long) ((drawn + 1.0) * (marked + 1.0) / (total + 2.0)), least, most);
    double all = 0;
    double lower = 0;
    double upper = 0;
    double term = 1;
    for (long k = mode; k <= most && (k <= observed || term > NEGLIGIBLE * upper); k++) {
      all += term;
      lower += k <= observed ? term : 0;
      upper += k >= observed ? term : 0;
      term *= (double) (marked - k) / (k + 1) * (drawn - k) / (total - marked - drawn + k + 1);
    }
    term = 1;
    for (long k = mode; k > least && (k >= observed || term > NEGLIGIBLE * lower); k--) {
      term *= (double) k / (marked - k + 1) * (total - marked - drawn + k) / (drawn - k + 1);
      all += term;
      lower += k - 1 <= observed ? term : 0;
      upper += k - 1 >= observed ? term : 0;
    }
    return Math.min(1, 2 * Math.min(lower, upper) / all);
  }
}
