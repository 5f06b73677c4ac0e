package credence.hashing;

/// The output of the generator SplitMix64 for a number of its sequence: a hash of 64 bits for
/// samples, not for secrets.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators,
/// OOPSLA 2014.
public final class SplitMix64 {
  private static final long INCREMENT = 0x9E3779B97F4A7C15L;

  private SplitMix64() {}

  /// The hash of a number; a bijection.
  public static long mixed(long number) {
    long z = number * INCREMENT;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
