package credence.splitting;

/// The range of a validation share.
final class Shares {
  private Shares() {}

  /// Throws unless the share is valid.
  static void check(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("The share must be above 0 and below 1, not " + share);
    }
  }
}
