package credence.dataset;

/// The decimal digits of integers, as bytes.
final class DecimalDigits {
  /// The most bytes that an integer takes, its sign among them.
  static final int BYTES_MAX = 20;

  private DecimalDigits() {}

  /// Writes an integer as [Long#toString(long)] would, to the end of an array of at least
  /// [#BYTES_MAX] bytes, and returns where it begins.
  static int write(long integer, byte[] into) {
    int from = into.length;
    // Below zero there is room for one integer more.
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
