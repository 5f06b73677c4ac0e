package credence.splitting;

/// The range of a validation share.
final class Shares {
  private Shares() {}

  /// Throws unless the share leaves something on both sides.
  static void check(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("The share is above 0 and below 1, not " + share);
    }
  }
}
