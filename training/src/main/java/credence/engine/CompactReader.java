package credence.engine;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;

/// Reads values in Thrift's compact protocol, in which parquet stores its metadata.
///
/// Source: the [specification of the
/// protocol](https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md).
final class CompactReader {
  /// The type of a struct.
  static final int STRUCT = 12;

  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I32 = 5;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;

  /// Parquet's structures are nested less deeply.
  private static final int DEPTH_MAX = 32;

  private static final int VARINT_BYTES_MAX = 10;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int type;

  /// Reads the first bytes of an array.
  ///
  /// @param count how many
  CompactReader(byte[] bytes, int count) {
    this.bytes = bytes;
    this.end = count;
  }

  /// The number of bytes read.
  int position() {
    return at;
  }

  /// Begins the next field of a struct.
  ///
  /// @param previous the id of the field before; 0 for the first
  /// @return the id of the field; 0 at the end of the struct
  int field(int previous) throws DataFormatException {
    int head = next();
    type = head & 0x0f;
    if (head == 0) {
      return 0;
    }
    int delta = head >>> 4;
    return delta == 0 ? (int) number() : previous + delta;
  }

  /// Begins a list.
  ///
  /// @param of the required type of the elements
  /// @return the number of elements
  int list(int of) throws DataFormatException {
    int head = next();
    int size = head >>> 4;
    if (size == 15) {
      size = count();
    }
    if ((head & 0x0f) != of && size > 0) {
      throw new DataFormatException();
    }
    return size;
  }

  /// The value of the field that was begun last, an integer of 32 bits.
  int int32() throws DataFormatException {
    long value = type == I32 ? number() : Long.MAX_VALUE;
    if (value != (int) value) {
      throw new DataFormatException();
    }
    return (int) value;
  }

  /// An integer of any width.
  long number() throws DataFormatException {
    long raw = varint();
    return (raw >>> 1) ^ -(raw & 1);
  }

  /// A text.
  String text() throws DataFormatException {
    int length = count();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /// Passes over the value of the field that was begun last.
  void skip() throws DataFormatException {
    skip(type, 0);
  }

  private void skip(int kind, int depth) throws DataFormatException {
    if (depth > DEPTH_MAX) {
      throw new DataFormatException();
    }
    switch (kind) {
      case TRUE, FALSE -> {}
      case BYTE -> advance(1);
      case DOUBLE -> advance(Double.BYTES);
      case BINARY -> advance(count());
      case LIST, SET -> {
        int head = next();
        int size = head >>> 4 == 15 ? count() : head >>> 4;
        for (int i = 0; i < size; i++) {
          skipElement(head & 0x0f, depth + 1);
        }
      }
      case MAP -> {
        int size = count();
        int kinds = size == 0 ? 0 : next();
        for (int i = 0; i < size; i++) {
          skipElement(kinds >>> 4, depth + 1);
          skipElement(kinds & 0x0f, depth + 1);
        }
      }
      case STRUCT -> {
        int field = field(0);
        while (field != 0) {
          skip(type, depth + 1);
          field = field(field);
        }
      }
      default -> {
        if (kind < BYTE || kind > STRUCT) {
          throw new DataFormatException();
        }
        varint();
      }
    }
  }

  /// A boolean is in a field's head, but is a byte as an element.
  private void skipElement(int kind, int depth) throws DataFormatException {
    skip(kind == TRUE || kind == FALSE ? BYTE : kind, depth);
  }

  /// A length or number of elements, each of at least one byte.
  private int count() throws DataFormatException {
    long count = varint();
    if (count < 0 || count > end - at) {
      throw new DataFormatException();
    }
    return (int) count;
  }

  private void advance(int count) throws DataFormatException {
    if (count > end - at) {
      throw new DataFormatException();
    }
    at += count;
  }

  private long varint() throws DataFormatException {
    long value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      int next = next();
      value |= (long) (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    throw new DataFormatException();
  }

  private int next() throws DataFormatException {
    if (at >= end) {
      throw new DataFormatException();
    }
    return bytes[at++] & 0xff;
  }
}
