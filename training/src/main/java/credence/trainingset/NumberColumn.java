package credence.trainingset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A column of doubles, held as narrowly as is exact. Immutable, safe to read from any number of
/// threads.
///
/// Values are cut into blocks of 32,768. A block is kept as bytes, shorts, ints or floats if every
/// value of it survives the way there and back bit for bit, else as doubles; a column of scores
/// from 0 to 1,000 takes two bytes a row. Missing is NaN.
public final class NumberColumn {
  private static final int BLOCK_SHIFT = NumberBlock.SHIFT;
  private static final int BLOCK_ROWS = 1 << BLOCK_SHIFT;

  private final NumberBlock[] blocks;
  private final int rows;
  private final int missing;

  private NumberColumn(NumberBlock[] blocks, int rows, int missing) {
    this.blocks = blocks;
    this.rows = rows;
    this.missing = missing;
  }

  /// A column of these values.
  public static NumberColumn of(double... values) {
    Builder builder = new Builder();
    for (double value : values) {
      builder.add(value);
    }
    return builder.build();
  }

  /// The number of rows.
  public int rows() {
    return rows;
  }

  /// How many rows have no value.
  public int missing() {
    return missing;
  }

  /// The value of a row, NaN when missing.
  public double get(int row) {
    return blocks[row >> BLOCK_SHIFT].get(row & NumberBlock.MASK);
  }

  /// The values of some rows.
  ///
  /// @param wanted row numbers, ascending
  /// @param from the first position in `wanted`
  /// @param count how many positions
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

  /// How many bytes the values take.
  public long bytes() {
    return Arrays.stream(blocks).mapToLong(NumberBlock::bytes).sum();
  }

  /// Takes values in row order.
  static final class Builder {
    private final List<NumberBlock> sealed = new ArrayList<>();
    private double[] open = new double[BLOCK_ROWS];
    private int openRows;
    private boolean ints = true;
    private boolean floats = true;
    private int min;
    private int max;
    private int missing;
    private long sealedBytes;

    /// Adds the next row's value, NaN when missing.
    void add(double value) {
      if (Double.isNaN(value)) {
        missing++;
      } else if (ints || floats) {
        narrow(value);
      }
      open[openRows++] = value;
      if (openRows == BLOCK_ROWS) {
        seal();
      }
    }

    /// How many bytes the values take so far, those of the open block aside.
    long bytes() {
      return sealedBytes;
    }

    /// The column of the values added; the builder is of no use any more.
    NumberColumn build() {
      int rows = sealed.size() * BLOCK_ROWS + openRows;
      if (openRows > 0) {
        open = Arrays.copyOf(open, openRows);
        seal();
      }
      return new NumberColumn(sealed.toArray(NumberBlock[]::new), rows, missing);
    }

    /// Takes note of what a value asks of its block.
    private void narrow(double value) {
      floats &= Double.compare((float) value, value) == 0;
      int whole = (int) value;
      ints &= Double.compare(whole, value) == 0 && whole != Integer.MIN_VALUE;
      min = Math.min(min, whole);
      max = Math.max(max, whole);
    }

    private void seal() {
      NumberBlock block = narrowest();
      sealed.add(block);
      sealedBytes += block.bytes();
      if (block instanceof NumberBlock.Doubles) {
        open = new double[BLOCK_ROWS];
      }
      openRows = 0;
      ints = true;
      floats = true;
      min = 0;
      max = 0;
    }

    private NumberBlock narrowest() {
      if (!ints) {
        return floats ? new NumberBlock.Floats(open) : new NumberBlock.Doubles(open);
      }
      if (min > Byte.MIN_VALUE && max <= Byte.MAX_VALUE) {
        return new NumberBlock.Bytes(open);
      }
      return min > Short.MIN_VALUE && max <= Short.MAX_VALUE
          ? new NumberBlock.Shorts(open)
          : new NumberBlock.Ints(open);
    }
  }
}
