package credence.wire;

import static credence.wire.ReadError.Kind.MALFORMED;
import static credence.wire.ReadError.Kind.NOT_A_BATCH;
import static credence.wire.ReadError.Kind.TOO_MANY_RECORDS;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Splits a JSON array into its elements without parsing them: it tracks only strings, brackets and
/// commas, so the reader rejects an invalid element without affecting the others. The text between
/// two commas is an element; an empty one is invalid. If brackets do not match or a string does not
/// end, the elements cannot be separated, and the whole array is rejected. Reused for each array.
///
/// Not thread-safe.
public final class ArraySplitter implements BatchSplitter {
  private final int elementsMax;

  /// The start and end of each element.
  private int[] bounds = new int[64];

  /// The bytes of the array that was split last.
  private byte[] array = {};

  private final ByteBudget budget;
  private boolean isOverBudget;
  private int count;

  /// For each open bracket inside the array, whether it is a brace.
  private final BitSet braces = new BitSet();

  /// Creates a splitter.
  ///
  /// @param elementsMax the maximum number of elements
  /// @param budget the budget for the positions of elements
  public ArraySplitter(int elementsMax, ByteBudget budget) {
    this.elementsMax = elementsMax;
    this.budget = budget;
  }

  @Override
  public boolean isOverBudget() {
    return isOverBudget;
  }

  @Override
  public @Nullable ReadError split(byte[] bytes, int from, int to) {
    array = bytes;
    count = 0;
    isOverBudget = false;
    int start = Bytes.afterSpace(bytes, from, to);
    if (start == to) {
      return ReadError.of(MALFORMED, "expected a JSON array, but the input is empty");
    }
    if (bytes[start] != '[') {
      return ReadError.of(NOT_A_BATCH, "expected a JSON array of records");
    }
    return elements(bytes, start + 1, from, to);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public byte[] bytes(int element) {
    return array;
  }

  @Override
  public int from(int element) {
    return bounds[2 * element];
  }

  @Override
  public int to(int element) {
    return bounds[2 * element + 1];
  }

  private @Nullable ReadError elements(byte[] bytes, int start, int from, int to) {
    int elementFrom = start;
    int depth = 0;
    for (int i = start; i < to; i++) {
      switch (bytes[i]) {
        case '"' -> {
          i = stringEnd(bytes, i + 1, to);
          if (i == to) {
            return malformed("expected the end of the string", to - from);
          }
        }
        case '{', '[' -> braces.set(depth++, bytes[i] == '{');
        case '}', ']' -> {
          if (depth > 0 && braces.get(depth - 1) == (bytes[i] == '}')) {
            depth--;
          } else if (depth == 0 && bytes[i] == ']') {
            return end(bytes, elementFrom, i, from, to);
          } else {
            return malformed("expected matching brackets", i - from);
          }
        }
        case ',' -> {
          if (depth == 0) {
            if (!add(bytes, elementFrom, i)) {
              return tooMany();
            }
            elementFrom = i + 1;
          }
        }
        default -> {}
      }
    }
    return malformed("expected the end of the array", to - from);
  }

  private @Nullable ReadError end(byte[] bytes, int elementFrom, int close, int from, int to) {
    if (Bytes.afterSpace(bytes, close + 1, to) < to) {
      return malformed("expected nothing after the array", close + 1 - from);
    }
    boolean isEmpty = count == 0 && Bytes.afterSpace(bytes, elementFrom, close) == close;
    return isEmpty || add(bytes, elementFrom, close) ? null : tooMany();
  }

  private boolean add(byte[] bytes, int from, int to) {
    if (count == elementsMax) {
      return false;
    }
    if (2 * count == bounds.length) {
      if (!budget.change(Integer.BYTES * bounds.length)) {
        isOverBudget = true;
        return false;
      }
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = Bytes.afterSpace(bytes, from, to);
    bounds[2 * count + 1] = to;
    count++;
    return true;
  }

  private ReadError tooMany() {
    return ReadError.of(TOO_MANY_RECORDS, "expected at most " + elementsMax + " records");
  }

  private static ReadError malformed(String expected, int at) {
    return ReadError.of(MALFORMED, expected + " at byte " + at);
  }

  /// The position of the quote that ends a string; `to` if there is none.
  private static int stringEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] != '"') {
      i += bytes[i] == '\\' ? 2 : 1;
    }
    return Math.min(i, to);
  }
}
