package credence.trainingset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A column of doubles, held as narrowly as is exact. Immutable, safe to read from any number of
/// threads.
///
/// Values are cut into blocks of 65,536. A block is kept as bytes, shorts, ints or floats if every
/// value of it survives the way there and back bit for bit, else as doubles; a column of scores
/// from 0 to 1,000 takes two bytes a row. Missing is NaN.
public final class NumberColumn {
  private static final int BLOCK_SHIFT = 16;
  private static final int BLOCK_ROWS = 1 << BLOCK_SHIFT;
  private static final int BLOCK_MASK = BLOCK_ROWS - 1;

  private final Block[] blocks;
  private final int rows;
  private final int missing;

  private NumberColumn(Block[] blocks, int rows, int missing) {
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
    return blocks[row >> BLOCK_SHIFT].get(row & BLOCK_MASK);
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
    return Arrays.stream(blocks).mapToLong(Block::bytes).sum();
  }

  /// Takes values in row order.
  static final class Builder {
    private final List<Block> sealed = new ArrayList<>();
    private final double[] open = new double[BLOCK_ROWS];
    private int openRows;
    private int missing;
    private long sealedBytes;

    /// Adds the next row's value, NaN when missing.
    void add(double value) {
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
        seal();
      }
      return new NumberColumn(sealed.toArray(Block[]::new), rows, missing);
    }

    private void seal() {
      Block block = narrowest();
      sealed.add(block);
      sealedBytes += block.bytes();
      openRows = 0;
    }

    private Block narrowest() {
      boolean floats = true;
      boolean ints = true;
      int min = 0;
      int max = 0;
      for (int i = 0; i < openRows; i++) {
        double value = open[i];
        if (Double.isNaN(value)) {
          missing++;
          continue;
        }
        floats &= Double.compare((float) value, value) == 0;
        int whole = (int) value;
        ints &= Double.compare(whole, value) == 0 && whole != Integer.MIN_VALUE;
        min = Math.min(min, whole);
        max = Math.max(max, whole);
      }
      double[] values = Arrays.copyOf(open, openRows);
      if (ints) {
        if (min > Byte.MIN_VALUE && max <= Byte.MAX_VALUE) {
          return Bytes.of(values);
        }
        return min > Short.MIN_VALUE && max <= Short.MAX_VALUE ? Shorts.of(values) : Ints.of(values);
      }
      return floats ? Floats.of(values) : new Doubles(values);
    }
  }

  /// Up to 65,536 values. The whole-number blocks keep their type's least value for missing.
  private sealed interface Block {
    double get(int i);

    /// Writes the values of the rows `wanted[from + start .. from + end - 1]`, all of this block.
    void gather(int[] wanted, int from, int start, int end, double[] into);

    long bytes();
  }

  private record Bytes(byte[] values) implements Block {
    static Bytes of(double[] from) {
      byte[] values = new byte[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = Double.isNaN(from[i]) ? Byte.MIN_VALUE : (byte) from[i];
      }
      return new Bytes(values);
    }

    @Override
    public double get(int i) {
      byte value = values[i];
      return value == Byte.MIN_VALUE ? Double.NaN : value;
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = get(wanted[from + i] & BLOCK_MASK);
      }
    }

    @Override
    public long bytes() {
      return values.length;
    }
  }

  private record Shorts(short[] values) implements Block {
    static Shorts of(double[] from) {
      short[] values = new short[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = Double.isNaN(from[i]) ? Short.MIN_VALUE : (short) from[i];
      }
      return new Shorts(values);
    }

    @Override
    public double get(int i) {
      short value = values[i];
      return value == Short.MIN_VALUE ? Double.NaN : value;
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = get(wanted[from + i] & BLOCK_MASK);
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Short.BYTES;
    }
  }

  private record Ints(int[] values) implements Block {
    static Ints of(double[] from) {
      int[] values = new int[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = Double.isNaN(from[i]) ? Integer.MIN_VALUE : (int) from[i];
      }
      return new Ints(values);
    }

    @Override
    public double get(int i) {
      int value = values[i];
      return value == Integer.MIN_VALUE ? Double.NaN : value;
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = get(wanted[from + i] & BLOCK_MASK);
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Integer.BYTES;
    }
  }

  private record Floats(float[] values) implements Block {
    static Floats of(double[] from) {
      float[] values = new float[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = (float) from[i];
      }
      return new Floats(values);
    }

    @Override
    public double get(int i) {
      return values[i];
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = values[wanted[from + i] & BLOCK_MASK];
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Float.BYTES;
    }
  }

  private record Doubles(double[] values) implements Block {
    @Override
    public double get(int i) {
      return values[i];
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = values[wanted[from + i] & BLOCK_MASK];
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Double.BYTES;
    }
  }
}
