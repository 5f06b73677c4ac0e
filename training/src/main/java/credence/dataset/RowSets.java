package credence.dataset;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Sets of rows, computed in parallel, the same at any number of threads.
public final class RowSets {
  /// The number of words of a set that a thread computes at a time.
  private static final int BLOCK_WORDS = 1 << 10;

  private RowSets() {}

  /// The numbers below `count` that pass a test.
  ///
  /// @param test called from several threads
  public static BitSet where(int count, IntPredicate test) {
    long[] words = new long[Math.ceilDiv(count, Long.SIZE)];
    IntStream.range(0, Math.ceilDiv(words.length, BLOCK_WORDS))
        .parallel()
        .forEach(
            block -> {
              int to = Math.min(words.length, (block + 1) * BLOCK_WORDS);
              for (int word = block * BLOCK_WORDS; word < to; word++) {
                words[word] = word(word * Long.SIZE, count, test);
              }
            });
    return BitSet.valueOf(words);
  }

  private static long word(int from, int count, IntPredicate test) {
    long word = 0;
    for (int i = Math.min(Long.SIZE, count - from) - 1; i >= 0; i--) {
      word = word << 1 | (test.test(from + i) ? 1 : 0);
    }
    return word;
  }

  /// The numbers of a set, ascending.
  public static int[] ascending(BitSet set) {
    int[] numbers = new int[set.cardinality()];
    int count = 0;
    for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
      numbers[count++] = i;
    }
    return numbers;
  }
}
