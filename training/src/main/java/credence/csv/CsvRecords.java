package credence.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The records of a CSV file, by [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) with any
/// delimiter; lines may also end with a line feed alone. Reads one record at a time into arrays
/// that it reuses. Not thread-safe.
final class CsvRecords {
  /// The maximum length of a record, without its quotes, in bytes.
  static final int RECORD_BYTES_MAX = 1 << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final byte delimiter;
  private final boolean[] special = new boolean[256];
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int end;

  private byte[] text = new byte[1 << 12];
  private int length;
  private int[] ends = new int[64];
  private boolean[] quoted = new boolean[64];
  private int cells;
  private long line = 1;
  private long recordLine;
  private @Nullable Problem problem;
  private int problemCell;
  private boolean over;
  private boolean quotedLineBreaks;

  /// Why a record is not valid.
  enum Problem {
    /// A quote within a cell that does not begin with one.
    STRAY_QUOTE(
        "expected quotes only around a whole cell: put the cell into quotes and double those within it"),
    /// Characters between a closing quote and the next delimiter.
    TEXT_AFTER_QUOTE(
        "expected a delimiter or the end of the line after the closing quote: double quotes within a cell"),
    /// A quote without its closing quote, up to the end of the file.
    UNCLOSED_QUOTE("expected a closing quote, but the quoted cell does not end before the file"),
    /// A carriage return without a line feed.
    CARRIAGE_RETURN(
        "expected lines that end with a line feed, or a carriage return and a line feed; this carriage"
            + " return is alone"),
    /// Bytes that are not UTF-8.
    NOT_UTF_8("expected UTF-8: write the file in this encoding"),
    /// A record that exceeds [#RECORD_BYTES_MAX].
    TOO_LONG(
        "expected at most "
            + RECORD_BYTES_MAX
            + " bytes in a record; if this one is shorter, a quote in it is not closed");

    private final String expected;

    Problem(String expected) {
      this.expected = expected;
    }

    /// What was expected, for errors.
    String expected() {
      return expected;
    }
  }

  /// Records of a stream, whose byte order mark has been read.
  CsvRecords(InputStream in, char delimiter) {
    this.in = in;
    this.delimiter = (byte) delimiter;
    special[delimiter] = true;
    special['"'] = true;
    special['\n'] = true;
    special['\r'] = true;
  }

  /// Reads the next record; false at the end of the file, or after a record that is too long.
  boolean next() throws IOException {
    cells = 0;
    length = 0;
    problem = null;
    recordLine = line;
    int next = over ? -1 : read();
    if (next < 0) {
      return false;
    }
    do {
      int from = length;
      boolean inQuotes = next == '"';
      next = rest(inQuotes ? afterQuotes() : next, inQuotes);
      endCell(from, inQuotes);
      if (next == delimiter) {
        next = read();
        if (next < 0) {
          endCell(length, false);
        }
      } else {
        return true;
      }
    } while (next >= 0 && !over);
    return true;
  }

  /// Reads a quoted cell up to its closing quote and returns the byte after it.
  private int afterQuotes() throws IOException {
    while (!over) {
      int next = quotedRun();
      if (next < 0) {
        fail(Problem.UNCLOSED_QUOTE);
        return -1;
      }
      if (next != '"') {
        line += next == '\n' ? 1 : 0;
        quotedLineBreaks |= next == '\n' || next == '\r';
        append((byte) next);
        continue;
      }
      next = read();
      if (next != '"') {
        return next;
      }
      append((byte) '"');
    }
    return -1;
  }

  /// Reads the rest of a cell and returns the byte that ends it: the delimiter, a line feed, or -1.
  ///
  /// @param first the first byte
  private int rest(int first, boolean afterQuotes) throws IOException {
    int next = first;
    while (!over && next >= 0 && next != delimiter) {
      if (next == '\n') {
        line++;
        return next;
      }
      if (next == '\r') {
        next = read();
        if (next == '\n') {
          continue;
        }
        fail(Problem.CARRIAGE_RETURN);
        continue;
      }
      if (afterQuotes) {
        fail(Problem.TEXT_AFTER_QUOTE);
      } else if (next == '"') {
        fail(Problem.STRAY_QUOTE);
      }
      if (special[next]) {
        append((byte) next);
      } else {
        at--; // Appended with those that follow.
      }
      next = plainRun();
    }
    return next;
  }

  /// Appends bytes without a meaning outside quotes and returns the next one; -1 at the end.
  private int plainRun() throws IOException {
    while (!over) {
      int from = at;
      while (at < end && !special[buffer[at] & 0xFF]) {
        at++;
      }
      append(from);
      if (at < end) {
        return buffer[at++] & 0xFF;
      }
      if (!fill()) {
        return -1;
      }
    }
    return -1;
  }

  /// Appends bytes without a meaning in quotes and returns the next one; -1 at the end.
  private int quotedRun() throws IOException {
    while (!over) {
      int from = at;
      while (at < end && buffer[at] != '"' && buffer[at] != '\n' && buffer[at] != '\r') {
        at++;
      }
      append(from);
      if (at < end) {
        return buffer[at++] & 0xFF;
      }
      if (!fill()) {
        return -1;
      }
    }
    return -1;
  }

  /// Appends the bytes of the buffer from an index to the present one.
  private void append(int from) {
    int count = at - from;
    if (reserve(count)) {
      System.arraycopy(buffer, from, text, length, count);
      length += count;
    }
  }

  private void append(byte one) {
    if (reserve(1)) {
      text[length++] = one;
    }
  }

  /// Whether there is room for more bytes; ends the reading if the record is too long.
  private boolean reserve(int count) {
    if (length + cells + count > RECORD_BYTES_MAX) {
      over = true;
      problem = null;
      fail(Problem.TOO_LONG);
      return false;
    }
    if (length + count > text.length) {
      text = Arrays.copyOf(text, Math.max(length + count, 2 * text.length));
    }
    return true;
  }

  private void endCell(int from, boolean inQuotes) {
    reserve(0);
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, 2 * cells);
      quoted = Arrays.copyOf(quoted, 2 * cells);
    }
    if (!Utf8.isValid(text, from, length)) {
      fail(Problem.NOT_UTF_8);
    }
    ends[cells] = length;
    quoted[cells++] = inQuotes;
  }

  /// Records the first problem of a record.
  private void fail(Problem found) {
    if (problem == null) {
      problem = found;
      problemCell = cells;
    }
  }

  private int read() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /// The physical line on which the record begins, from 1.
  long line() {
    return recordLine;
  }

  /// The number of cells of the record.
  int cells() {
    return cells;
  }

  /// Whether the record is an empty line.
  boolean isBlank() {
    return cells == 1 && length == 0 && !quoted[0] && problem == null;
  }

  /// The first problem of the record; null if there is none.
  @Nullable Problem problem() {
    return problem;
  }

  /// The index of the cell with the first problem.
  int problemCell() {
    return problemCell;
  }

  /// Whether a quoted cell of any record so far has a line break.
  boolean quotedLineBreaks() {
    return quotedLineBreaks;
  }

  /// The bytes of the record's cells, one after the other, without quotes.
  byte[] text() {
    return text;
  }

  /// The index of the first byte of a cell.
  int from(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  /// The index after the last byte of a cell.
  int to(int cell) {
    return ends[cell];
  }

  /// Whether a cell is in quotes.
  boolean isQuoted(int cell) {
    return quoted[cell];
  }

  /// A cell as a string.
  String string(int cell) {
    return new String(text, from(cell), to(cell) - from(cell), StandardCharsets.UTF_8);
  }
}
