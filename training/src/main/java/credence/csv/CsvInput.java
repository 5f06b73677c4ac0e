package credence.csv;

import credence.files.FileFailure;
import credence.files.TableFormat;
import credence.model.ModelSpec.CsvFormat.Delimiter;
import credence.model.Result;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A CSV file as a stream of its text, decompressed and without its byte order mark.
final class CsvInput extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int HEAD_BYTES = 4;

  private final Counted file;
  private final InputStream text;
  private final byte[] head;
  private int at;

  private CsvInput(Counted file, InputStream text) throws IOException {
    this.file = file;
    this.text = text;
    this.head = text.readNBytes(HEAD_BYTES);
    this.at = Arrays.mismatch(head, BYTE_ORDER_MARK) >= BYTE_ORDER_MARK.length ? 3 : 0;
  }

  /// Work on the text of a file.
  interface Work<T> {
    Result<T> on(CsvInput text) throws IOException;
  }

  /// Works on the text of a file.
  ///
  /// @return rejected if there is no file, it is not CSV, or its compressed data is damaged; failed
  ///   if it cannot be read
  static <T> Result<T> read(Path file, Work<T> work) {
    boolean compressed = TableFormat.of(file) == TableFormat.CSV_GZ;
    try {
      if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
        return rejected(file, "expected a CSV file, but this is a folder or a device");
      }
      if (Files.size(file) == 0) {
        return rejected(file, "expected a CSV file with a header, but this file is empty");
      }
      try (Counted bytes = new Counted(Files.newInputStream(file), Files.size(file));
          InputStream in =
              new BufferedInputStream(
                  compressed ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes, BUFFER_BYTES)) {
        CsvInput text = new CsvInput(bytes, in);
        String foreign = foreign(text.head);
        return foreign == null ? work.on(text) : rejected(file, foreign);
      }
    } catch (NoSuchFileException e) {
      return rejected(file, "expected a CSV file, but there is no file of this name");
    } catch (EOFException e) {
      return rejected(
          file, "expected a complete gzip file, but this one is truncated: write or copy it again");
    } catch (ZipException e) {
      return rejected(
          file,
          "expected a gzip file, but this one is damaged or not compressed: write or copy it again,"
              + " or name it .csv if it is not compressed");
    } catch (IOException e) {
      return Result.failed(
          file.toString(), "expected a readable CSV file: " + FileFailure.reason(e));
    }
  }

  /// Why a text is not CSV in UTF-8, by its first bytes; null if it may be.
  private static @Nullable String foreign(byte[] head) {
    return switch (head) {
      case byte[] _ when begins(head, 'P', 'A', 'R', '1') ->
          "expected a CSV file, but this is a parquet file: let its name end in .parquet";
      case byte[] _ when begins(head, 0x1F, 0x8B) ->
          "expected CSV as text, but it is compressed by gzip: let its name end in .csv.gz";
      case byte[] _ when begins(head, 'P', 'K', 3, 4) ->
          "expected a CSV file, but this is a zip archive or a spreadsheet: write the sheet as CSV";
      case byte[] _ when begins(head, 0xFF, 0xFE) || begins(head, 0xFE, 0xFF) ->
          "expected UTF-8, but this file is in UTF-16: write it in UTF-8";
      default -> null;
    };
  }

  private static boolean begins(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static <T> Result<T> rejected(Path file, String expected) {
    return Result.rejected(file.toString(), expected);
  }

  @Override
  public int read() throws IOException {
    return at < head.length ? head[at++] & 0xFF : text.read();
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    if (at < head.length && count > 0) {
      into[from] = head[at++];
      return 1;
    }
    return text.read(into, from, count);
  }

  /// The share of the file that was read, in [0, 1].
  double share() {
    return file.bytes == 0 ? 1 : Math.min(1, (double) file.read / file.bytes);
  }

  /// The bytes of a file and how many of them were read.
  private static final class Counted extends FilterInputStream {
    private final long bytes;
    private long read;

    Counted(InputStream in, long bytes) {
      super(in);
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      read += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int done = super.read(into, from, count);
      read += Math.max(0, done);
      return done;
    }
  }

  /// The delimiter that occurs most often outside quotes in the first line of a text; a comma if
  /// there is none.
  ///
  /// @return rejected if several occur most often
  static Result<Delimiter> delimiter(InputStream text, Path file) throws IOException {
    Map<Delimiter, Integer> counts = new EnumMap<>(Delimiter.class);
    boolean quoted = false;
    int next = text.read();
    for (int i = 0; i < CsvRecords.RECORD_BYTES_MAX && next >= 0; i++) {
      if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && (next == '\n' || next == '\r')) {
        break;
      } else if (!quoted) {
        for (Delimiter delimiter : Delimiter.values()) {
          counts.merge(delimiter, next == delimiter.character() ? 1 : 0, Integer::sum);
        }
      }
      next = text.read();
    }
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Delimiter> candidates =
        Arrays.stream(Delimiter.values())
            .filter(delimiter -> counts.getOrDefault(delimiter, 0) == most)
            .toList();
    return most == 0 || candidates.size() == 1
        ? Result.of(candidates.getFirst())
        : Result.rejected(
            CsvErrors.place(String.valueOf(file.getFileName()), 1),
            "expected a header that shows the delimiter, but several occur equally often: set"
                + " delimiter under csv in the spec");
  }
}
