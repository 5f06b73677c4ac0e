package credence.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Searches bytes, eight at a time: a long contains eight bytes as lanes, and a few operations test
/// all of them. The highest bit of a matching lane is set; a borrow can set it wrongly only above
/// the lowest matching lane, so the lowest match is always correct (Warren, *Hacker's Delight*, 2nd
/// edition, 6-1).
final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LANES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = '"' * LANES;
  private static final long BACKSLASHES = '\\' * LANES;
  private static final long SPACES = ' ' * LANES;
  private static final long LINE_FEEDS = '\n' * LANES;

  private Bytes() {}

  /// The eight bytes at a position, the first in the lowest lane.
  static long eight(byte[] bytes, int from) {
    return (long) LONG.get(bytes, from);
  }

  /// Up to eight bytes, the first in the lowest lane, the other lanes 0.
  static long upToEight(byte[] bytes, int from, int length) {
    if (length == 0) {
      return 0;
    }
    if (from + Long.BYTES <= bytes.length) {
      return eight(bytes, from) & (-1L >>> (Long.SIZE - Byte.SIZE * length));
    }
    long lanes = 0;
    for (int i = length - 1; i >= 0; i--) {
      lanes = (lanes << Byte.SIZE) | (bytes[from + i] & 0xFF);
    }
    return lanes;
  }

  /// The end of a JSON string that consists of printable ASCII without escapes.
  ///
  /// @param from the start of the string, after the quote
  /// @return the position of the closing quote; -1 if the string contains anything else or does not
  ///   end
  static int plainStringEnd(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long lanes = eight(bytes, i);
      long stops =
          (zeros(lanes ^ QUOTES) | zeros(lanes ^ BACKSLASHES) | ((lanes - SPACES) & ~lanes) | lanes)
              & HIGH;
      if (stops != 0) {
        i += Long.numberOfTrailingZeros(stops) / Byte.SIZE;
        return bytes[i] == '"' ? i : -1;
      }
    }
    for (; i < to; i++) {
      byte b = bytes[i];
      if (b == '"') {
        return i;
      }
      if (b == '\\' || b < ' ') {
        return -1;
      }
    }
    return -1;
  }

  /// The position of the first line feed; `to` if there is none.
  static int lineFeed(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long feeds = zeros(eight(bytes, i) ^ LINE_FEEDS) & HIGH;
      if (feeds != 0) {
        return i + Long.numberOfTrailingZeros(feeds) / Byte.SIZE;
      }
    }
    while (i < to && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  /// The position of the first byte that is not JSON whitespace; `to` if there is none.
  static int afterSpace(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] <= ' ' && isSpace(bytes[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// Sets the high bit of each lane that is 0.
  private static long zeros(long lanes) {
    return (lanes - LANES) & ~lanes;
  }
}
