package credence.wire;

import java.util.Arrays;

/// Splits a stream of chunks into lines, each a record of JSON (NDJSON). A line ends by a line
/// feed, before which a carriage return may stand, or by the stream's end; lines of white space
/// alone are passed over and not counted. A line that is longer than lines may be is reported when
/// it turns out so, and skipped to its end. Holds at most one line's bytes between chunks, and asks
/// before it does. Not safe for use by several threads.
public final class LineSplitter implements StreamSplitter {
  private static final int SIZE_AT_FIRST = 1024;

  private static final int SIZE_KEPT_MAX = 1 << 12;
  private static final byte[] NOTHING = {};

  private final int lineBytesMax;
  private final Room room;
  private byte[] begun = NOTHING;
  private int begunSize;
  private boolean skipping;
  private long index;

  /// A splitter for one stream.
  ///
  /// @param lineBytesMax the longest line, without its line feed
  /// @param room is asked before a line's beginning is held
  public LineSplitter(int lineBytesMax, Room room) {
    this.lineBytesMax = lineBytesMax;
    this.room = room;
  }

  /// A splitter for one stream, which may hold a line's beginning without asking.
  ///
  /// @param lineBytesMax the longest line, without its line feed
  public LineSplitter(int lineBytesMax) {
    this(lineBytesMax, Room.ENDLESS);
  }

  @Override
  public int take(byte[] chunk, int from, int to, Records records) {
    int start = from;
    for (int end = Bytes.lineFeed(chunk, start, to);
        end < to;
        end = Bytes.lineFeed(chunk, start, to)) {
      endLine(chunk, start, end, records);
      start = end + 1;
      if (start < to && !records.goesOn()) {
        return start;
      }
    }
    keep(chunk, start, to, records);
    return to;
  }

  @Override
  public void finish(Records records) {
    endLine(begun, 0, 0, records);
  }

  /// Hands on the line that ends here, if it has anything in it.
  private void endLine(byte[] chunk, int from, int to, Records records) {
    if (begunSize == 0 && !skipping && to - from <= lineBytesMax) {
      handOn(chunk, from, to, records);
    } else {
      keep(chunk, from, to, records);
      if (!skipping) {
        handOn(begun, 0, begunSize, records);
      }
    }
    begunSize = 0;
    skipping = false;
    if (begun.length > SIZE_KEPT_MAX) {
      release();
    }
  }

  @Override
  public void release() {
    room.change(-begun.length);
    begun = NOTHING;
    begunSize = 0;
  }

  private void handOn(byte[] bytes, int from, int to, Records records) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        records.record(index++, bytes, from, to);
        return;
      }
    }
  }

  /// Keeps the beginning of a line whose end has not come, unless it is too long already.
  private void keep(byte[] chunk, int from, int to, Records records) {
    int length = to - from;
    if (skipping || length == 0) {
      return;
    }
    if (length > lineBytesMax - begunSize) {
      skipping = true;
      begunSize = 0;
      records.overlong(
          index++,
          ReadError.of(
              ReadError.Kind.OVERLONG_RECORD,
              "expected lines of at most " + lineBytesMax + " bytes"));
      return;
    }
    if (length > begun.length - begunSize) {
      int doubled =
          Math.max(SIZE_AT_FIRST, Math.min(2 * Math.min(begun.length, lineBytesMax), lineBytesMax));
      int larger = Math.max(begunSize + length, doubled);
      if (!room.change(larger - begun.length)) {
        skipping = true;
        begunSize = 0;
        records.noRoom();
        return;
      }
      begun = Arrays.copyOf(begun, larger);
    }
    System.arraycopy(chunk, from, begun, begunSize, length);
    begunSize += length;
  }
}
