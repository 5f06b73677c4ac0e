package credence.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// The keys of a block of rows, hashed, until they are numbered.
///
/// A key is a text, or an integer that stands for its decimal digits: 42 is the same key as the
/// text `42`. An integer stays one, and its digits are made where they are asked for, so that
/// millions of them make no object. Rows are taken from several threads, each with rows of its own.
final class BlockKeys {
  private final boolean[] there = new boolean[NumberColumn.BLOCK_ROWS];

  /// Null where the key is an integer, or missing.
  private final @Nullable String[] texts = new String[NumberColumn.BLOCK_ROWS];

  private final long[] integers = new long[NumberColumn.BLOCK_ROWS];
  private final long[] firstHashes = new long[NumberColumn.BLOCK_ROWS];
  private final long[] secondHashes = new long[NumberColumn.BLOCK_ROWS];

  /// Takes texts, and returns how many are missing.
  ///
  /// @param from the first row of the vector
  /// @param to the row of the vector after the last
  /// @param at where the first row stands in the block
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

  /// Takes integers, and returns how many are missing; parameters as for texts.
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

  /// Takes the text of a row of the block.
  void take(int row, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    texts[row] = text;
    hash(row, utf8, 0);
  }

  /// Takes the integer of a row of the block.
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

  /// The first hashes by row; what stands where a key is missing means nothing.
  long[] firstHashes() {
    return firstHashes;
  }

  /// The second hashes by row, as the first.
  long[] secondHashes() {
    return secondHashes;
  }

  /// Tells an observer of the customer whose first key is that of a row that has one.
  ///
  /// @param digits room for [DecimalDigits#BYTES_MAX] bytes
  void tell(int row, int customer, CustomerObserver observer, byte[] digits) {
    String text = texts[row];
    if (text == null) {
      observer.newCustomer(
          customer, digits, DecimalDigits.write(integers[row], digits), digits.length);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      observer.newCustomer(customer, utf8, 0, utf8.length);
    }
  }

  /// Forgets the keys.
  void clear() {
    Arrays.fill(there, false);
    Arrays.fill(texts, null);
  }
}
