package credence.trainingset;

import credence.hashing.SipHash24;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers texts from 0 in the order in which they first come, without keeping them.
///
/// A text is told from others by 128 bits of hash (two SipHash-2-4 of different keys), which for a
/// hundred million texts confuses two with a chance below 10⁻²²; ten million ids of 36 characters
/// would take a gigabyte as strings. Open addressing with linear probing, at most half full.
final class CustomerIndex {
  private static final SipHash24 FIRST = SipHash24.forSeed("credence customers", 0);
  private static final SipHash24 SECOND = SipHash24.forSeed("credence customers", 1);
  private static final int FREE = -1;

  private long[] first = new long[1024];
  private long[] second = new long[1024];
  private int[] table = table(2048);
  private int count;

  /// The number of a text, a new one if it has not come before.
  int number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    long a = FIRST.hash(bytes);
    long b = SECOND.hash(bytes);
    int slot = slot(a, b);
    if (table[slot] == FREE) {
      table[slot] = append(a, b);
      if (2 * count > table.length) {
        grow();
      }
      return count - 1;
    }
    return table[slot];
  }

  /// How many different texts have come.
  int count() {
    return count;
  }

  /// How many bytes the index takes.
  long bytes() {
    return (long) Integer.BYTES * table.length + 2L * Long.BYTES * first.length;
  }

  /// The slot of a pair of hashes, or the free one where it would go.
  private int slot(long a, long b) {
    int mask = table.length - 1;
    int slot = (int) a & mask;
    while (table[slot] != FREE && (first[table[slot]] != a || second[table[slot]] != b)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private int append(long a, long b) {
    if (count == first.length) {
      int length = first.length + (first.length >> 1);
      first = Arrays.copyOf(first, length);
      second = Arrays.copyOf(second, length);
    }
    first[count] = a;
    second[count] = b;
    return count++;
  }

  private void grow() {
    table = table(2 * table.length);
    for (int number = 0; number < count; number++) {
      table[slot(first[number], second[number])] = number;
    }
  }

  private static int[] table(int length) {
    int[] table = new int[length];
    Arrays.fill(table, FREE);
    return table;
  }
}
