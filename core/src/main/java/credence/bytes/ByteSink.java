package credence.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// A growing byte array that is written to sequentially; reused for each answer.
///
/// Not thread-safe.
public final class ByteSink {
  private static final int INITIAL_SIZE = 512;

  /// The maximum size of an array that is kept for the next answer.
  private static final int SIZE_KEPT_MAX = 1 << 16;

  private byte[] bytes = new byte[INITIAL_SIZE];
  private int size;

  /// The array that contains the bytes from 0 to [#size()]; replaced when it grows.
  public byte[] array() {
    return bytes;
  }

  /// The number of bytes written.
  public int size() {
    return size;
  }

  /// A copy of the bytes written.
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /// Discards all bytes.
  public void clear() {
    size = 0;
    if (bytes.length > SIZE_KEPT_MAX) {
      bytes = new byte[INITIAL_SIZE];
    }
  }

  /// Discards the bytes after a position.
  ///
  /// @param size the number of bytes to keep, at most [#size()]
  public void truncate(int size) {
    this.size = Math.min(size, this.size);
  }

  /// Writes one byte.
  public void writeByte(int b) {
    ensure(1);
    bytes[size++] = (byte) b;
  }

  /// Writes all bytes of an array.
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /// Writes a range of an array.
  public void write(byte[] source, int from, int to) {
    ensure(to - from);
    System.arraycopy(source, from, bytes, size, to - from);
    size += to - from;
  }

  /// Writes a text in UTF-8 without escaping.
  public void write(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes an integer in decimal.
  ///
  /// @param value at least 0
  public void writeDecimal(long value) {
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    writeDigits(value, digits);
  }

  /// Writes a number below 1 with a fixed number of decimals.
  ///
  /// @param units the number in units of its last decimal
  /// @param decimals the number of decimals, including leading zeros
  public void writeFraction(long units, int decimals) {
    ensure(decimals + 2);
    bytes[size++] = '0';
    bytes[size++] = '.';
    writeDigits(units, decimals);
  }

  /// Writes the last decimal digits of an integer.
  ///
  /// @param value at least 0
  /// @param digits how many, including leading zeros
  public void writeDigits(long value, int digits) {
    ensure(digits);
    long rest = value;
    for (int i = size + digits - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
  }

  /// Writes a text as a JSON string, quoted and escaped.
  public void writeJson(String text) {
    writeByte('"');
    text.codePoints().forEach(this::writeEscaped);
    writeByte('"');
  }

  private void writeEscaped(int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      writeByte('\\');
      writeByte(codePoint);
    } else if (codePoint < ' ' || isSurrogate(codePoint)) {
      write(String.format(Locale.ROOT, "\\u%04x", codePoint));
    } else if (codePoint < 0x80) {
      writeByte(codePoint);
    } else {
      write(Character.toString(codePoint));
    }
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /// The last byte; there must be one.
  public byte last() {
    return bytes[size - 1];
  }

  /// Ensures capacity.
  ///
  /// @param more the number of bytes to be written
  public void ensure(int more) {
    if (more > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }
}
