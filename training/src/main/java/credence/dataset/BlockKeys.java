package credence.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// The hashed keys of a block of rows, before they are numbered.
///
/// A key is a string, or an integer that is equivalent to its decimal digits: 42 and `42` are the
/// same key. Integers are converted to digits only when needed, without allocating objects. Several
/// threads may add rows, each its own.
final class BlockKeys {
  private final boolean[] there = new boolean[NumberColumn.BLOCK_ROWS];

  /// Null where the key is an integer, or missing.
  private final @Nullable String[] texts = new String[NumberColumn.BLOCK_ROWS];

  private final long[] integers = new long[NumberColumn.BLOCK_ROWS];
  private final long[] firstHashes = new long[NumberColumn.BLOCK_ROWS];
  private final long[] secondHashes = new long[NumberColumn.BLOCK_ROWS];

  /// Adds strings and returns the number of missing ones.
  ///
  /// @param from the first row of the vector
  /// @param to the row of the vector after the last
  /// @param at the index of the first row in the block
  int takeTexts(DuckDBReadableVector vector, int from, int to, int at) {
    int missing = 0;
    for (int row = from; row < to; row++) {
      if (vector.isNull(row)) {
        missing++;
      } else {
        take(at + row - from, vector.getString(row));
      }
    }
    return missing;
  }

  /// Adds integers and returns the number of missing ones; parameters as for strings.
  int takeIntegers(DuckDBReadableVector vector, int from, int to, int at) {
    byte[] digits = new byte[DecimalDigits.BYTES_MAX];
    int missing = 0;
    for (int row = from; row < to; row++) {
      if (vector.isNull(row)) {
        missing++;
      } else {
        take(at + row - from, vector.getLong(row), digits);
      }
    }
    return missing;
  }

  /// Adds the string of a row of the block.
  void take(int row, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    texts[row] = text;
    hash(row, utf8, 0);
  }

  /// Adds the integer of a row of the block.
  ///
  /// @param digits room for [DecimalDigits#BYTES_MAX] bytes
  void take(int row, long integer, byte[] digits) {
    integers[row] = integer;
    hash(row, digits, DecimalDigits.write(integer, digits));
  }

  private void hash(int row, byte[] utf8, int from) {
    there[row] = true;
    firstHashes[row] = CustomerIndex.firstHash(utf8, from, utf8.length);
    secondHashes[row] = CustomerIndex.secondHash(utf8, from, utf8.length);
  }

  /// Whether a row has no key.
  boolean isMissing(int row) {
    return !there[row];
  }

  /// The first hashes by row; undefined for missing keys.
  long[] firstHashes() {
    return firstHashes;
  }

  /// The second hashes by row, like the first.
  long[] secondHashes() {
    return secondHashes;
  }

  /// Reports the customer whose first key is that of a row to an observer.
  ///
  /// @param digits room for [DecimalDigits#BYTES_MAX] bytes
  void report(int row, int customer, CustomerObserver observer, byte[] digits) {
    String text = texts[row];
    if (text == null) {
      observer.newCustomer(
          customer, digits, DecimalDigits.write(integers[row], digits), digits.length);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      observer.newCustomer(customer, utf8, 0, utf8.length);
    }
  }

  /// Removes the keys.
  void clear() {
    Arrays.fill(there, false);
    Arrays.fill(texts, null);
  }
}
