package credence.splitting;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.random.MersenneTwister;

/// numpy's legacy generator, `numpy.random.RandomState(seed)`, bit for bit.
///
/// The generator is MT19937, seeded with one 32-bit integer (`init_genrand`). numpy guarantees the
/// stream of `RandomState`, so a split of a notebook can be reproduced years later. Not safe for
/// use by several threads: each draw moves the state.
public final class NumpyRandomState {
  /// The largest seed; the smallest is 0. numpy goes to 2^32 - 1, but commons-math seeds the upper
  /// half of that range differently.
  public static final int SEED_MAX = Integer.MAX_VALUE;

  private final MersenneTwister twister;

  /// Seeds the generator as `RandomState(seed)` does.
  ///
  /// @param seed from 0 to [#SEED_MAX]
  /// @throws IllegalArgumentException if the seed is outside that range
  public NumpyRandomState(long seed) {
    checkSeed(seed);
    this.twister = new MersenneTwister((int) seed);
  }

  /// Equivalent to `permutation(n)`: 0 to n - 1 in a random order.
  ///
  /// Fisher and Yates's shuffle from the end; each position is drawn by rejection under the
  /// smallest mask of ones that covers it.
  ///
  /// @param n at least 0
  public int[] permutation(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i > 0; i--) {
      int j = drawUpTo(i);
      int moved = order[i];
      order[i] = order[j];
      order[j] = moved;
    }
    return order;
  }

  /// Draws the positions of `choice(a, size, replace=False)` in an array of n entries, in drawn
  /// order.
  ///
  /// @param n entries to draw from
  /// @param size entries to draw, from 0 to n
  public int[] choice(int n, int size) {
    if (size < 0 || size > n) {
      throw new IllegalArgumentException(
          "Cannot draw " + size + " of " + n + " without replacement");
    }
    return Arrays.copyOf(permutation(n), size);
  }

  /// Throws unless the seed is from 0 to [#SEED_MAX].
  static void checkSeed(long seed) {
    if (seed < 0 || seed > SEED_MAX) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A seed for numpy's generator must be from 0 to %d, not %d",
              SEED_MAX,
              seed));
    }
  }

  private int drawUpTo(int max) {
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int drawn = twister.nextInt() & mask;
    while (drawn > max) {
      drawn = twister.nextInt() & mask;
    }
    return drawn;
  }
}
