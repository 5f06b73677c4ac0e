package credence.dataset;

import credence.hashing.SipHash24;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers strings from 0 in order of first occurrence, without storing them.
///
/// A string is identified by 96 bits of hash (two SipHash-2-4 with different keys); for a hundred
/// million strings the probability of a collision is below 10⁻¹². Ten million ids of 36 characters
/// would take a gigabyte as strings. Open addressing with linear probing, at most three quarters
/// full: an entry holds 32 bits of hash, which determine its slot, and the string's number, so that
/// the table alone nearly always decides. The other 64 bits are stored by number.
public final class CustomerIndex {
  /// The number of a missing or unknown string.
  public static final int NONE = -1;

  private static final SipHash24 FIRST = SipHash24.forSeed("credence customers", 0);

  /// Never changes, since documents hold digests of its hashes ([CustomerHashes]).
  private static final SipHash24 SECOND = SipHash24.forSeed("credence customers", 1);

  private static final long FREE = -1;
  private static final int NEAR_ROWS = 512;

  private final List<long[]> secondHashes = new ArrayList<>();
  private long[] table = table(1 << 12);
  private int count;

  /// Written but never read, so that the JIT compiler does not eliminate the prefetch.
  @SuppressWarnings("UnusedVariable")
  private long lastSeen;

  /// The hash that determines a string's slot, and part of which is stored there.
  static long firstHash(byte[] utf8, int from, int to) {
    return FIRST.hash(utf8, from, to);
  }

  /// The other hash of a string, independent of the first.
  static long secondHash(byte[] utf8, int from, int to) {
    return SECOND.hash(utf8, from, to);
  }

  /// Numbers a block's keys, assigning new numbers to unknown ones.
  ///
  /// Many entries are read ahead to prefetch them into the cache, so that the processor waits for
  /// several at a time.
  ///
  /// @param keys read up to `rows`
  /// @param numbers written to from `at` on; [#NONE] where a key is missing
  void number(BlockKeys keys, int rows, int[] numbers, int at) {
    for (int from = 0; from < rows; from += NEAR_ROWS) {
      int to = Math.min(rows, from + NEAR_ROWS);
      bringNear(keys.firstHashes(), from, to);
      for (int row = from; row < to; row++) {
        numbers[at + row] =
            keys.isMissing(row)
                ? NONE
                : number((int) keys.firstHashes()[row], keys.secondHashes()[row]);
      }
    }
  }

  private void bringNear(long[] first, int from, int to) {
    int mask = table.length - 1;
    long seen = 0;
    for (int row = from; row < to; row++) {
      seen ^= table[(int) first[row] & mask];
    }
    lastSeen = seen;
  }

  /// The number of a string, a new one if it is unknown.
  ///
  /// @param utf8 contains the string
  /// @param from where it begins
  /// @param to where it ends, exclusive
  public int number(byte[] utf8, int from, int to) {
    return number((int) firstHash(utf8, from, to), secondHash(utf8, from, to));
  }

  /// The number of a string; [#NONE] if it is unknown. Thread-safe once all strings have been
  /// added.
  ///
  /// @param utf8 contains the string
  /// @param from where it begins
  /// @param to where it ends, exclusive
  public int find(byte[] utf8, int from, int to) {
    int slot = slot((int) firstHash(utf8, from, to), secondHash(utf8, from, to));
    return table[slot] == FREE ? NONE : (int) table[slot];
  }

  /// The second hash of each string, by number, once all strings have been added.
  CustomerHashes hashes() {
    return new CustomerHashes(secondHashes, count);
  }

  /// The number of distinct strings.
  int count() {
    return count;
  }

  /// The memory size of the index, in bytes.
  long bytes() {
    return (long) Long.BYTES
        * (table.length + ((long) secondHashes.size() << CustomerHashes.PAGE_SHIFT));
  }

  private int number(int a, long b) {
    int slot = slot(a, b);
    if (table[slot] != FREE) {
      return (int) table[slot];
    }
    table[slot] = (long) a << Integer.SIZE | count;
    return append(b);
  }

  /// The slot of a pair of hashes, or the free one where it would go.
  private int slot(int a, long b) {
    int mask = table.length - 1;
    int slot = a & mask;
    for (long entry = table[slot]; entry != FREE; entry = table[slot]) {
      if ((int) (entry >>> Integer.SIZE) == a && secondHash((int) entry) == b) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private long secondHash(int number) {
    return CustomerHashes.get(secondHashes, number);
  }

  private int append(long b) {
    int place = count & CustomerHashes.PAGE_MASK;
    if (place == 0) {
      secondHashes.add(new long[1 << CustomerHashes.PAGE_SHIFT]);
    }
    secondHashes.getLast()[place] = b;
    count++;
    if (count > table.length / 4 * 3) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    long[] old = table;
    table = table(2 * old.length);
    int mask = table.length - 1;
    for (long entry : old) {
      if (entry != FREE) {
        int slot = (int) (entry >>> Integer.SIZE) & mask;
        while (table[slot] != FREE) {
          slot = (slot + 1) & mask;
        }
        table[slot] = entry;
      }
    }
  }

  private static long[] table(int length) {
    long[] table = new long[length];
    Arrays.fill(table, FREE);
    return table;
  }
}
