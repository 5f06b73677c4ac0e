package credence.dataset;

import credence.model.ModelVersion.ValueRange;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// A column of doubles, stored in the narrowest exact type.
///
/// Immutable and thread-safe. Values are divided into blocks of 32,768. A block is stored as bytes,
/// shorts, ints or floats if every value survives the round trip bit for bit, otherwise as doubles;
/// a column of scores from 0 to 1,000 takes two bytes a row. Missing is NaN.
public final class NumberColumn {
  private static final int BLOCK_SHIFT = NumberBlock.SHIFT;
  static final int BLOCK_ROWS = 1 << BLOCK_SHIFT;
  private static final int CHUNK_ROWS = 1 << 10;

  private final NumberBlock[] blocks;
  private final int rows;
  private final int missing;

  private NumberColumn(NumberBlock[] blocks, int rows, int missing) {
    this.blocks = blocks;
    this.rows = rows;
    this.missing = missing;
  }

  /// The number of rows.
  public int rows() {
    return rows;
  }

  /// The number of rows without a value.
  public int missing() {
    return missing;
  }

  /// The value of a row, NaN when missing.
  public double get(int row) {
    return blocks[row >> BLOCK_SHIFT].get(row & NumberBlock.MASK);
  }

  /// The values of some rows.
  ///
  /// @param wanted row numbers; fastest if those of one block are adjacent
  /// @param from the first position in `wanted`
  /// @param count the number of positions
  /// @param into receives the values from position 0 on, NaN where missing
  public void gather(int[] wanted, int from, int count, double[] into) {
    int done = 0;
    while (done < count) {
      int block = wanted[from + done] >> BLOCK_SHIFT;
      int end = done + 1;
      while (end < count && wanted[from + end] >> BLOCK_SHIFT == block) {
        end++;
      }
      blocks[block].gather(wanted, from, done, end, into);
      done = end;
    }
  }

  /// The range of the values of some rows; null if they have none.
  ///
  /// @param wanted row numbers; fastest if those of one block are adjacent
  public @Nullable ValueRange range(int[] wanted) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double[] chunk = new double[CHUNK_ROWS];
    for (int from = 0; from < wanted.length; from += CHUNK_ROWS) {
      int count = Math.min(CHUNK_ROWS, wanted.length - from);
      gather(wanted, from, count, chunk);
      for (int i = 0; i < count; i++) {
        double value = chunk[i];
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
    return low <= high ? new ValueRange(low + 0.0, high + 0.0) : null;
  }

  /// The memory size of the values, in bytes.
  public long bytes() {
    return Arrays.stream(blocks).mapToLong(NumberBlock::bytes).sum();
  }

  /// Collects a column's values block by block, in any order and from any number of threads.
  static final class Builder {
    private final NumberBlock[] blocks;
    private final int rows;
    private final Queue<double[]> spare = new ConcurrentLinkedQueue<>();
    private final LongAdder missing = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /// Creates a builder of a column with the given number of rows.
    Builder(int rows) {
      this.rows = rows;
      this.blocks = new NumberBlock[Math.ceilDiv(rows, BLOCK_ROWS)];
    }

    /// An array for the values of a block, to be given to [#seal].
    double[] open() {
      double[] values = spare.poll();
      return values == null ? new double[BLOCK_ROWS] : values;
    }

    /// Keeps a block's values.
    ///
    /// @param values an array from [#open], which must not be used afterwards; NaN where missing
    void seal(int block, double[] values) {
      int count = Math.min(BLOCK_ROWS, rows - block * BLOCK_ROWS);
      NumberBlock kept = narrowest(count == BLOCK_ROWS ? values : Arrays.copyOf(values, count));
      blocks[block] = kept;
      bytes.add(kept.bytes());
      if (!(kept instanceof NumberBlock.Doubles)) {
        spare.add(values);
      }
    }

    /// The memory size of the values so far, in bytes, without open blocks.
    long bytes() {
      return bytes.sum();
    }

    /// The column, once every block is sealed.
    NumberColumn build() {
      return new NumberColumn(blocks, rows, missing.intValue());
    }

    private NumberBlock narrowest(double[] values) {
      int without = 0;
      boolean ints = true;
      boolean floats = true;
      int min = 0;
      int max = 0;
      for (double value : values) {
        if (Double.isNaN(value)) {
          without++;
        } else if (ints || floats) {
          floats &= Double.compare((float) value, value) == 0;
          int whole = (int) value;
          ints &= Double.compare(whole, value) == 0 && whole != Integer.MIN_VALUE;
          min = Math.min(min, whole);
          max = Math.max(max, whole);
        }
      }
      missing.add(without);
      if (!ints) {
        return floats ? new NumberBlock.Floats(values) : new NumberBlock.Doubles(values);
      }
      if (min > Byte.MIN_VALUE && max <= Byte.MAX_VALUE) {
        return new NumberBlock.Bytes(values);
      }
      return min > Short.MIN_VALUE && max <= Short.MAX_VALUE
          ? new NumberBlock.Shorts(values)
          : new NumberBlock.Ints(values);
    }
  }
}
