package credence.http.plain;

import credence.http.departure.HeldBytes;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Received but unprocessed input of a connection.
final class Intake {
  private static final byte[] NOTHING = {};

  /// The maximum number of bytes passed on at once.
  private static final int PART_BYTES_MAX = 1 << 14;

  private final HeldBytes held;
  private byte[] bytes = NOTHING;
  private int from;

  Intake(HeldBytes held) {
    this.held = held;
  }

  boolean isEmpty() {
    return from == bytes.length;
  }

  /// The array that holds the bytes, from [#from()] to its end.
  byte[] array() {
    return bytes;
  }

  /// The start of the bytes in the array.
  int from() {
    return from;
  }

  /// The number of bytes.
  int size() {
    return bytes.length - from;
  }

  /// Replaces the held bytes.
  ///
  /// @return false if there is no room for the new ones; nothing is held then
  boolean set(byte[] source, int sourceFrom, int sourceTo) {
    clear();
    if (sourceFrom == sourceTo) {
      return true;
    }
    if (!held.request(sourceTo - sourceFrom)) {
      return false;
    }
    bytes = Arrays.copyOfRange(source, sourceFrom, sourceTo);
    return true;
  }

  /// Appends input.
  ///
  /// @return false if there is no room for it
  boolean add(ByteBuf read) {
    int size = size();
    int more = read.readableBytes();
    if (!held.request(more)) {
      return false;
    }
    byte[] longer = new byte[size + more];
    System.arraycopy(bytes, from, longer, 0, size);
    read.getBytes(read.readerIndex(), longer, size, more);
    held.request(-from);
    bytes = longer;
    from = 0;
    return true;
  }

  /// Removes the bytes before an index of the array.
  void skipTo(int to) {
    from = to;
    if (from == bytes.length) {
      clear();
    }
  }

  /// Removes the next bytes, up to the end of an HTTP head, which is an empty line. So at most one
  /// request begins in them, and whether there is room for the next one can be checked before it is
  /// read.
  byte[] takePart() {
    int limit = Math.min(bytes.length, from + PART_BYTES_MAX);
    int to = from + 1;
    while (to < limit && !endsHead(to)) {
      to++;
    }
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    skipTo(to);
    return part;
  }

  /// Whether an empty line ends before an index.
  private boolean endsHead(int at) {
    if (bytes[at - 1] != '\n' || at - 1 == from) {
      return false;
    }
    byte before = bytes[at - 2];
    return before == '\n' || (before == '\r' && at - 2 > from && bytes[at - 3] == '\n');
  }

  /// Whether more than one HTTP head may end in the input.
  static boolean hasSeveralHeads(ByteBuf read) {
    int heads = 0;
    int to = read.writerIndex();
    int lineFrom = read.readerIndex();
    for (int end = read.indexOf(lineFrom, to, (byte) '\n');
        end >= 0;
        end = read.indexOf(lineFrom, to, (byte) '\n')) {
      if (end == lineFrom || (end == lineFrom + 1 && read.getByte(lineFrom) == '\r')) {
        heads++;
      }
      lineFrom = end + 1;
    }
    return heads > 1;
  }

  /// Releases all bytes.
  void clear() {
    held.request(-bytes.length);
    bytes = NOTHING;
    from = 0;
  }
}
