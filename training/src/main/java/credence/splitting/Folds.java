package credence.splitting;

import credence.hashing.SipHash24;

/// The folds of a cross-validation grouped by customer: all rows of an id are in one fold.
///
/// The fold is the id's hash as a fraction ([SipHash24], key for the purpose `credence folds` and
/// the seed), times the number of folds, rounded down. The key differs from that of [SplitById], so
/// the folds of the training side are as even as those of all customers. Immutable and thread-safe.
public final class Folds {
  private final SipHash24 hash;
  private final int count;

  /// Creates the folds of a seed.
  ///
  /// @param seed any number
  /// @param count of folds, at least 2
  public Folds(long seed, int count) {
    if (count < 2) {
      throw new IllegalArgumentException(
          "A cross-validation must have at least 2 folds, not " + count);
    }
    this.hash = SipHash24.forSeed("credence folds", seed);
    this.count = count;
  }

  /// Returns how many folds there are.
  public int count() {
    return count;
  }

  /// Returns the fold of a customer, from 0 to count - 1. Allocates nothing.
  ///
  /// @param id holds the id, in UTF-8
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  public int fold(byte[] id, int from, int to) {
    return (int) (hash.fraction(id, from, to) * count);
  }
}
