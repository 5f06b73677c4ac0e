package credence.splitting;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/// Reproduces the split of a notebook that draws validation rows with numpy.
///
/// `drawn = RandomState(seed).choice(index, int(len(index) * share), replace=False)`, then every
/// row with `index.isin(drawn)` is on the validation side. Entries of the index are drawn, not
/// distinct values: if several rows have the same index value, drawing one of them selects all, so
/// the validation side may have more rows than were drawn.
///
/// @param seed from 0 to [NumpyRandomState#SEED_MAX]
/// @param share of the rows to draw, above 0 and below 1
public record NumpySplit(long seed, double share) {
  /// Checks share and seed.
  public NumpySplit {
    Shares.check(share);
    NumpyRandomState.checkSeed(seed);
  }

  /// Splits rows by their pandas index.
  ///
  /// @param index the index value of each row, in file order
  public Split byIndex(long[] index) {
    Set<Long> drawn = new HashSet<>();
    for (int position : drawn(index.length)) {
      drawn.add(index[position]);
    }
    return Split.ofSides(index.length, row -> sideOf(drawn.contains(index[row])));
  }

  /// Splits rows by their positions, as pandas does for a table without an index of its own.
  ///
  /// @param rows at least 0
  public Split byPosition(int rows) {
    BitSet drawn = new BitSet(rows);
    for (int position : drawn(rows)) {
      drawn.set(position);
    }
    return Split.ofSides(rows, row -> sideOf(drawn.get(row)));
  }

  private int[] drawn(int rows) {
    return new NumpyRandomState(seed).choice(rows, (int) (rows * share));
  }

  private static Side sideOf(boolean drawn) {
    return drawn ? Side.VALIDATION : Side.TRAINING;
  }
}
