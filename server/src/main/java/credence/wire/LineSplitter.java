package credence.wire;

import java.util.Arrays;

/// Splits a stream of chunks into lines, each a JSON record (NDJSON). A line ends with a line feed,
/// optionally preceded by a carriage return, or at the end of the stream; blank lines are skipped
/// and not counted. An overlong line is reported as soon as it exceeds the limit, and skipped.
/// Holds at most one partial line between chunks, within a byte budget.
///
/// Not thread-safe.
public final class LineSplitter implements StreamSplitter {
  private static final int INITIAL_SIZE = 1024;

  private static final int SIZE_KEPT_MAX = 1 << 12;
  private static final byte[] EMPTY = {};

  private final int lineBytesMax;
  private final ByteBudget budget;
  private byte[] partial = EMPTY;
  private int partialSize;
  private boolean skipping;
  private long index;

  /// Creates a splitter for one stream.
  ///
  /// @param lineBytesMax the maximum length of a line in bytes, without its line feed
  /// @param budget the budget for a partial line
  public LineSplitter(int lineBytesMax, ByteBudget budget) {
    this.lineBytesMax = lineBytesMax;
    this.budget = budget;
  }

  /// Creates a splitter for one stream with an unlimited byte budget.
  ///
  /// @param lineBytesMax the maximum length of a line in bytes, without its line feed
  public LineSplitter(int lineBytesMax) {
    this(lineBytesMax, ByteBudget.UNLIMITED);
  }

  @Override
  public int take(byte[] chunk, int from, int to, Records records) {
    int start = from;
    for (int end = Bytes.lineFeed(chunk, start, to);
        end < to;
        end = Bytes.lineFeed(chunk, start, to)) {
      endLine(chunk, start, end, records);
      start = end + 1;
      if (start < to && !records.acceptsMore()) {
        return start;
      }
    }
    keep(chunk, start, to, records);
    return to;
  }

  @Override
  public void finish(Records records) {
    endLine(partial, 0, 0, records);
  }

  /// Emits the line that ends here, unless it is blank.
  private void endLine(byte[] chunk, int from, int to, Records records) {
    if (partialSize == 0 && !skipping && to - from <= lineBytesMax) {
      emit(chunk, from, to, records);
    } else {
      keep(chunk, from, to, records);
      if (!skipping) {
        emit(partial, 0, partialSize, records);
      }
    }
    partialSize = 0;
    skipping = false;
    if (partial.length > SIZE_KEPT_MAX) {
      release();
    }
  }

  @Override
  public void release() {
    budget.change(-partial.length);
    partial = EMPTY;
    partialSize = 0;
  }

  private void emit(byte[] bytes, int from, int to, Records records) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        records.record(index++, bytes, from, to);
        return;
      }
    }
  }

  /// Keeps the received part of a line, unless it is already too long.
  private void keep(byte[] chunk, int from, int to, Records records) {
    int length = to - from;
    if (skipping || length == 0) {
      return;
    }
    if (length > lineBytesMax - partialSize) {
      skipping = true;
      partialSize = 0;
      records.overlong(
          index++,
          ReadError.of(
              ReadError.Kind.OVERLONG_RECORD,
              "expected lines of at most " + lineBytesMax + " bytes"));
      return;
    }
    if (length > partial.length - partialSize) {
      int doubled =
          Math.max(
              INITIAL_SIZE, Math.min(2 * Math.min(partial.length, lineBytesMax), lineBytesMax));
      int larger = Math.max(partialSize + length, doubled);
      if (!budget.change(larger - partial.length)) {
        skipping = true;
        partialSize = 0;
        records.overBudget();
        return;
      }
      partial = Arrays.copyOf(partial, larger);
    }
    System.arraycopy(chunk, from, partial, partialSize, length);
    partialSize += length;
  }
}
