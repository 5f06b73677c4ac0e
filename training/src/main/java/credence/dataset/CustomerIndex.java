package credence.dataset;

import credence.hashing.SipHash24;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers texts from 0 in the order in which they first come, without keeping them.
///
/// A text is told from others by 96 bits of hash (two SipHash-2-4 of different keys), which for a
/// hundred million texts confuses two with a chance below 10⁻¹²; ten million ids of 36 characters
/// would take a gigabyte as strings. Open addressing with linear probing, at most three quarters
/// full: an entry holds 32 bits of hash, which say where it stands, beside the text's number, so
/// that a look at the table decides nearly always. The other 64 bits stand by number.
public final class CustomerIndex {
  /// The number of a text that is missing, or has not come.
  public static final int NONE = -1;

  private static final SipHash24 FIRST = SipHash24.forSeed("credence customers", 0);
  private static final SipHash24 SECOND = SipHash24.forSeed("credence customers", 1);
  private static final long FREE = -1;
  private static final int NEAR_ROWS = 512;
  private static final int PAGE_SHIFT = 15;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

  private final List<long[]> secondHashes = new ArrayList<>();
  private long[] table = table(1 << 12);
  private int count;

  /// Written to, never read, so that the look at the entries is not left out.
  @SuppressWarnings("UnusedVariable")
  private long lastSeen;

  /// The hash that says where a text stands, and a part of which is kept there.
  static long firstHash(byte[] utf8, int from, int to) {
    return FIRST.hash(utf8, from, to);
  }

  /// The other hash of a text, independent of the first.
  static long secondHash(byte[] utf8, int from, int to) {
    return SECOND.hash(utf8, from, to);
  }

  /// Numbers a block's keys, those that have not come before anew.
  ///
  /// The entries of many are looked at first, which has no effect but to bring them near: so the
  /// processor waits for several at a time and not for each in turn.
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

  /// The number of a text, a new one if it has not come before.
  ///
  /// @param utf8 holds the text
  /// @param from where it begins
  /// @param to where it ends, exclusive
  public int number(byte[] utf8, int from, int to) {
    return number((int) firstHash(utf8, from, to), secondHash(utf8, from, to));
  }

  /// The number of a text; [#NONE] if it has not come. Safe for several threads once all have come.
  ///
  /// @param utf8 holds the text
  /// @param from where it begins
  /// @param to where it ends, exclusive
  public int find(byte[] utf8, int from, int to) {
    int slot = slot((int) firstHash(utf8, from, to), secondHash(utf8, from, to));
    return table[slot] == FREE ? NONE : (int) table[slot];
  }

  /// How many different texts have come.
  int count() {
    return count;
  }

  /// How many bytes the index takes.
  long bytes() {
    return (long) Long.BYTES * (table.length + ((long) secondHashes.size() << PAGE_SHIFT));
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
    return secondHashes.get(number >>> PAGE_SHIFT)[number & PAGE_MASK];
  }

  private int append(long b) {
    if ((count & PAGE_MASK) == 0) {
      secondHashes.add(new long[1 << PAGE_SHIFT]);
    }
    secondHashes.getLast()[count & PAGE_MASK] = b;
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
