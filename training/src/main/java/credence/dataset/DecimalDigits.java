package credence.dataset;

/// The decimal digits of integers, as bytes.
final class DecimalDigits {
  /// The maximum number of bytes of an integer, including its sign.
  static final int BYTES_MAX = 20;

  private DecimalDigits() {}

  /// Writes an integer like [Long#toString(long)] to the end of an array of at least [#BYTES_MAX]
  /// bytes, and returns the index of its first byte.
  static int write(long integer, byte[] into) {
    int from = into.length;
    // The negative range has one more integer.
    long rest = integer < 0 ? integer : -integer;
    do {
      long tenth = rest / 10;
      into[--from] = (byte) ('0' + 10 * tenth - rest);
      rest = tenth;
    } while (rest != 0);
    if (integer < 0) {
      into[--from] = '-';
    }
    return from;
  }
}
