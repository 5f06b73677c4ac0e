package credence.dataset;

/// Up to 32,768 values of a column, stored in one of several widths. Blocks of integers represent
/// missing values by their type's minimum.
sealed interface NumberBlock {
  /// The shift from a row's number to its block's.
  int SHIFT = 15;

  /// The mask from a row's number to its index in the block.
  int MASK = (1 << SHIFT) - 1;

  /// The value at a position of the block, NaN when missing.
  double get(int i);

  /// Writes the values of the rows `wanted[from + start .. from + end - 1]`, all of this block, to
  /// the positions `start` to `end - 1`.
  void gather(int[] wanted, int from, int start, int end, double[] into);

  /// The memory size of the values, in bytes.
  long bytes();

  /// Integers of the type `byte`.
  final class Bytes implements NumberBlock {
    private final byte[] values;

    Bytes(double[] from) {
      values = new byte[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = Double.isNaN(from[i]) ? Byte.MIN_VALUE : (byte) from[i];
      }
    }

    @Override
    public double get(int i) {
      byte value = values[i];
      return value == Byte.MIN_VALUE ? Double.NaN : value;
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = get(wanted[from + i] & MASK);
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Byte.BYTES;
    }
  }

  /// Integers of the type `short`.
  final class Shorts implements NumberBlock {
    private final short[] values;

    Shorts(double[] from) {
      values = new short[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = Double.isNaN(from[i]) ? Short.MIN_VALUE : (short) from[i];
      }
    }

    @Override
    public double get(int i) {
      short value = values[i];
      return value == Short.MIN_VALUE ? Double.NaN : value;
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = get(wanted[from + i] & MASK);
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Short.BYTES;
    }
  }

  /// Integers of the type `int`.
  final class Ints implements NumberBlock {
    private final int[] values;

    Ints(double[] from) {
      values = new int[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = Double.isNaN(from[i]) ? Integer.MIN_VALUE : (int) from[i];
      }
    }

    @Override
    public double get(int i) {
      int value = values[i];
      return value == Integer.MIN_VALUE ? Double.NaN : value;
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = get(wanted[from + i] & MASK);
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Integer.BYTES;
    }
  }

  /// Values of the type `float`.
  final class Floats implements NumberBlock {
    private final float[] values;

    Floats(double[] from) {
      values = new float[from.length];
      for (int i = 0; i < from.length; i++) {
        values[i] = (float) from[i];
      }
    }

    @Override
    public double get(int i) {
      return values[i];
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = values[wanted[from + i] & MASK];
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Float.BYTES;
    }
  }

  /// Values of the type `double`; does not copy the array.
  final class Doubles implements NumberBlock {
    private final double[] values;

    Doubles(double[] from) {
      values = from;
    }

    @Override
    public double get(int i) {
      return values[i];
    }

    @Override
    public void gather(int[] wanted, int from, int start, int end, double[] into) {
      for (int i = start; i < end; i++) {
        into[i] = values[wanted[from + i] & MASK];
      }
    }

    @Override
    public long bytes() {
      return (long) values.length * Double.BYTES;
    }
  }
}
