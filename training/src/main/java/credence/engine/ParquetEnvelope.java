package credence.engine;

import credence.files.FileFailure;
import credence.model.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/// The envelope of a parquet file: the magic bytes at both ends, and the digest.
///
/// A parquet file begins with `PAR1` and ends with its footer, the footer's length in four bytes,
/// and `PAR1` again, so a truncated file can be distinguished from one that is not parquet.
public final class ParquetEnvelope {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = 8;

  private ParquetEnvelope() {}

  /// Checks the envelope of a file.
  ///
  /// @return the file; rejected if it cannot be a complete parquet file
  public static Result<Path> check(Path file) {
    try {
      if (!Files.exists(file)) {
        return rejected(file, "expected a parquet file, but there is no file of this name");
      }
      if (!Files.isRegularFile(file)) {
        return rejected(file, "expected a parquet file, but this is a folder or a device");
      }
      return checkMagic(file);
    } catch (IOException e) {
      return rejected(file, "expected a readable parquet file: " + reason(e));
    }
  }

  private static Result<Path> checkMagic(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long length = bytes.length();
      if (length == 0) {
        return rejected(file, "expected a parquet file, but this file is empty");
      }
      byte[] head = read(bytes, 0, (int) Math.min(MAGIC.length, length));
      if (Arrays.equals(head, ENCRYPTED)) {
        return rejected(file, "expected a parquet file that is not encrypted");
      }
      if (!Arrays.equals(head, MAGIC)) {
        return rejected(
            file,
            "expected a parquet file, but this file has another format (it does not begin with PAR1)");
      }
      return isClosed(bytes, length)
          ? Result.of(file)
          : rejected(
              file,
              "expected a complete parquet file, but this one is truncated (it does not end with "
                  + "a footer and PAR1): write or copy it again");
    }
  }

  private static Result<Path> rejected(Path file, String expected) {
    return Result.rejected(file.toString(), expected);
  }

  private static boolean isClosed(RandomAccessFile bytes, long length) throws IOException {
    if (length < MAGIC.length + TAIL_BYTES) {
      return false;
    }
    byte[] tail = read(bytes, length - TAIL_BYTES, TAIL_BYTES);
    int footerBytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt();
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
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      default -> FileFailure.reason(e);
    };
  }
}
