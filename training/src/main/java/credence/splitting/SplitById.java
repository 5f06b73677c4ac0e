package credence.splitting;

import credence.hashing.SipHash24;

/// A split by customer: the same id is on the same side in every file and every retraining.
///
/// The id as text is hashed ([SipHash24], key for the purpose `credence split` and the seed); the
/// row is on the validation side if the hash as a fraction in [0, 1) is below the share. Raising
/// the share moves customers from training to validation only. Immutable, safe to use from any
/// number of threads.
public final class SplitById {
  private final SipHash24 hash;
  private final double share;

  /// Creates the split of a seed.
  ///
  /// @param seed any number
  /// @param share of the customers on the validation side, above 0 and below 1
  public SplitById(long seed, double share) {
    Shares.check(share);
    this.hash = SipHash24.forSeed("credence split", seed);
    this.share = share;
  }

  /// Returns the side of a customer, training or validation, whose id is a part of some bytes, in
  /// UTF-8. Allocates nothing.
  ///
  /// @param from where the id begins
  /// @param to where it ends, exclusive
  public Side side(byte[] id, int from, int to) {
    return hash.fraction(id, from, to) < share ? Side.VALIDATION : Side.TRAINING;
  }
}
