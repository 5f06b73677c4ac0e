package credence.engine;

import credence.files.FileFailure;
import credence.files.TableFormat;
import credence.model.Result;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;

/// What can be known of a parquet file before the engine opens it: whether it is complete, and its
/// pages match their checksums.
///
/// A parquet file begins with `PAR1` and ends with its footer, the footer's length in four bytes,
/// and `PAR1` again, so a truncated file can be distinguished from one that is not parquet.
public final class ParquetEnvelope {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = 8;

  /// The beginning of an error of a feature that the engine does not support.
  static final String UNSUPPORTED =
      "expected a parquet file with features that the engine supports; ";

  /// The reason why a file cannot be read that was modified in the meantime.
  public static final String CHANGED = "it changed while it was being read";

  private ParquetEnvelope() {}

  /// Footers that are longer are left to the engine.
  private static final int FOOTER_BYTES_MAX = 64 << 20;

  /// Checks a file.
  ///
  /// @return the file; rejected if there is none, it cannot be a complete parquet file, or a page
  ///   does not match its stored checksum; failed if it cannot be read
  public static Result<Path> check(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()
          ? checkMagic(file)
          : rejected(file, "expected a parquet file, but this is a folder or a device");
    } catch (NoSuchFileException e) {
      return rejected(file, "expected a parquet file, but there is no file of this name");
    } catch (IOException e) {
      return unreadable(file, e);
    }
  }

  /// The result of reading a damaged file.
  ///
  /// @param damage the damage, as a clause
  public static <T> Result<T> damaged(Path file, String damage) {
    return Result.rejected(
        file.toString(),
        readable(file) + ", but this one is damaged (" + damage + "): write or copy it again");
  }

  /// The result of reading a file that failed: the file may be valid.
  public static <T> Result<T> unreadable(Path file, IOException e) {
    return Result.failed(file.toString(), readable(file) + ": " + reason(e));
  }

  /// What is expected of a file of its format.
  static String readable(Path file) {
    return "expected a readable " + TableFormat.of(file).words() + " file";
  }

  private static Result<Path> checkMagic(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long length = bytes.length();
      if (length == 0) {
        return rejected(file, "expected a parquet file, but this file is empty");
      }
      byte[] head = read(bytes, 0, (int) Math.min(MAGIC.length, length));
      if (Arrays.equals(head, ENCRYPTED)) {
        return rejected(
            file, UNSUPPORTED + "encryption is not supported: write the file without it");
      }
      if (!Arrays.equals(head, MAGIC)) {
        return rejected(
            file,
            "expected a parquet file, but this file has another format (it does not begin with PAR1); the"
                + " name of a CSV file ends in .csv or .csv.gz");
      }
      if (!isClosed(bytes, length)) {
        return rejected(
            file,
            "expected a complete parquet file, but this one is truncated (it does not end with "
                + "a footer and PAR1): write or copy it again");
      }
      Optional<ParquetFooter> footer = footer(bytes, length);
      return footer.isEmpty() || PageChecksums.match(bytes, length, footer.get().chunks())
          ? Result.of(file)
          : damaged(file, "a page does not match its checksum");
    }
  }

  /// A feature of a file that the engine does not support, with what to do, for an error; empty if
  /// none is known.
  static Optional<String> unsupported(Path file) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long length = bytes.length();
      return isClosed(bytes, length)
          ? footer(bytes, length)
              .flatMap(footer -> Optional.ofNullable(footer.unsupported()))
              .map(UNSUPPORTED::concat)
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /// The footer of a complete file; empty if it is too long or cannot be parsed.
  private static Optional<ParquetFooter> footer(RandomAccessFile bytes, long length)
      throws IOException {
    int footerBytes = footerBytes(read(bytes, length - TAIL_BYTES, TAIL_BYTES));
    if (footerBytes > FOOTER_BYTES_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ParquetFooter.of(read(bytes, length - TAIL_BYTES - footerBytes, footerBytes)));
    } catch (DataFormatException damaged) {
      return Optional.empty();
    }
  }

  private static int footerBytes(byte[] tail) {
    return ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static Result<Path> rejected(Path file, String expected) {
    return Result.rejected(file.toString(), expected);
  }

  private static boolean isClosed(RandomAccessFile bytes, long length) throws IOException {
    if (length < MAGIC.length + TAIL_BYTES) {
      return false;
    }
    byte[] tail = read(bytes, length - TAIL_BYTES, TAIL_BYTES);
    int footerBytes = footerBytes(tail);
    return Arrays.equals(tail, MAGIC.length, TAIL_BYTES, MAGIC, 0, MAGIC.length)
        && footerBytes > 0
        && footerBytes <= length - MAGIC.length - TAIL_BYTES;
  }

  private static byte[] read(RandomAccessFile bytes, long at, int count) throws IOException {
    byte[] read = new byte[count];
    bytes.seek(at);
    bytes.readFully(read);
    return read;
  }

  /// The meaning of an I/O error, without a path or a stack trace.
  public static String reason(IOException e) {
    return switch (e) {
      case EOFException _ -> CHANGED;
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      default -> FileFailure.reason(e);
    };
  }
}
