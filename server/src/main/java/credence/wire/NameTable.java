package credence.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Finds a name in a fixed set by its bytes, without creating a string: an open-addressed hash
/// table, at most a quarter full, with a hash that reads eight bytes at a time.
final class NameTable {
  /// Indicates that there is no such name.
  static final int NONE = -1;

  /// 2⁶⁴ divided by the golden ratio, odd (Knuth, *The Art of Computer Programming* 3, 6.4).
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private final byte[][] names;
  private final int[] table;
  private final int shift;

  /// Creates a table of distinct names.
  NameTable(List<String> names) {
    this.names =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(4 * names.size() + 3);
    this.table = new int[1 << bits];
    this.shift = Long.SIZE - bits;
    Arrays.fill(table, NONE);
    for (int i = 0; i < this.names.length; i++) {
      int place = place(this.names[i], 0, this.names[i].length);
      while (table[place] != NONE) {
        place = (place + 1) & (table.length - 1);
      }
      table[place] = i;
    }
  }

  /// The index of a name in the list, or [#NONE].
  int find(byte[] bytes, int from, int to) {
    int place = place(bytes, from, to);
    while (true) {
      int index = table[place];
      if (index == NONE || equal(names[index], bytes, from, to)) {
        return index;
      }
      place = (place + 1) & (table.length - 1);
    }
  }

  /// As [Arrays#equals(byte[], int, int, byte[], int, int)], optimised for short names.
  private static boolean equal(byte[] name, byte[] bytes, int from, int to) {
    int length = name.length;
    if (length != to - from) {
      return false;
    }
    if (length < Long.BYTES) {
      return Bytes.upToEight(name, 0, length) == Bytes.upToEight(bytes, from, length);
    }
    for (int i = 0; i + Long.BYTES < length; i += Long.BYTES) {
      if (Bytes.eight(name, i) != Bytes.eight(bytes, from + i)) {
        return false;
      }
    }
    return Bytes.eight(name, length - Long.BYTES) == Bytes.eight(bytes, to - Long.BYTES);
  }

  private int place(byte[] bytes, int from, int to) {
    int length = to - from;
    long hash = length;
    if (length < Long.BYTES) {
      hash += Bytes.upToEight(bytes, from, length);
    } else {
      for (int i = from; i + Long.BYTES < to; i += Long.BYTES) {
        hash = mixed(hash ^ Bytes.eight(bytes, i));
      }
      hash = mixed(hash ^ Bytes.eight(bytes, to - Long.BYTES));
    }
    return (int) ((hash * MULTIPLIER) >>> shift);
  }

  private static long mixed(long hash) {
    long product = hash * MULTIPLIER;
    return product ^ (product >>> 32);
  }
}
