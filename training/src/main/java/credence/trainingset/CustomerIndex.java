package credence.trainingset;

import credence.hashing.SipHash24;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private static final int PAGE_SHIFT = 15;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;

  private final List<long[]> secondHashes = new ArrayList<>();
  private long[] table = table(1 << 12);
  private int count;
  private long[] first = new long[0];
  private long[] second = new long[0];

  /// Numbers some texts, those that have not come before anew.
  ///
  /// All are hashed first, so that the processor can look for several in the table at a time.
  ///
  /// @param texts read up to `rows`; null where one is missing
  /// @param numbers written to, up to `rows`; [#NONE] where a text is missing
  void number(@Nullable String[] texts, int rows, int[] numbers) {
    if (first.length < rows) {
      first = new long[rows];
      second = new long[rows];
    }
    for (int row = 0; row < rows; row++) {
      String text = texts[row];
      if (text != null) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        first[row] = FIRST.hash(bytes);
        second[row] = SECOND.hash(bytes);
      }
    }
    for (int row = 0; row < rows; row++) {
      numbers[row] = texts[row] == null ? NONE : number((int) first[row], second[row]);
    }
  }

  /// The number of a text, a new one if it has not come before.
  public int number(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return number((int) FIRST.hash(bytes), SECOND.hash(bytes));
  }

  /// The number of a text; [#NONE] if it has not come. Safe for several threads once all have come.
  public int find(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int slot = slot((int) FIRST.hash(bytes), SECOND.hash(bytes));
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
