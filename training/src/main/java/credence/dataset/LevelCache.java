package credence.dataset;

import credence.model.ValueRule;
import org.jspecify.annotations.Nullable;

/// The levels of the numbers that were last converted, so that a column of few distinct numbers
/// makes no string for each row. Of a limited size; for one thread at a time.
final class LevelCache {
  private static final int SLOT_BITS = 8;

  private final double[] numbers = new double[1 << SLOT_BITS];
  private final @Nullable String[] levels = new String[1 << SLOT_BITS];

  /// The level of a number, by [ValueRule#level(double)].
  ///
  /// @param number a finite number
  String level(double number) {
    // Fibonacci hashing: the upper bits depend on all of the number's.
    long mixed = Double.doubleToRawLongBits(number) * 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (mixed >>> (Long.SIZE - SLOT_BITS));
    String known = levels[slot];
    if (known != null && numbers[slot] == number) {
      return known;
    }
    String level = ValueRule.level(number);
    numbers[slot] = number;
    levels[slot] = level;
    return level;
  }
}
