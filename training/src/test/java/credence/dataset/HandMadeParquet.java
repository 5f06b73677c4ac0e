package credence.dataset;

import static credence.dataset.CompactWriter.flag;
import static credence.dataset.CompactWriter.integer;
import static credence.dataset.CompactWriter.integers;
import static credence.dataset.CompactWriter.number;
import static credence.dataset.CompactWriter.struct;
import static credence.dataset.CompactWriter.structs;
import static credence.dataset.CompactWriter.text;
import static credence.dataset.CompactWriter.texts;

import credence.dataset.CompactWriter.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.zip.CRC32;

/// Writes small parquet files with features that DuckDB does not write: one row group, one page for
/// each column, not compressed.
final class HandMadeParquet {
  /// The rows of each file.
  static final int ROWS = 20;

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TYPE_INT32 = 1;
  private static final int TYPE_INT64 = 2;
  private static final int TYPE_BYTES = 6;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<byte[]> schema = new ArrayList<>();
  private final List<byte[]> chunks = new ArrayList<>();
  private int children;
  private boolean checksums;
  private boolean encrypted;
  private long rowsOfFooter = ROWS;

  HandMadeParquet() {
    out.writeBytes(MAGIC);
  }

  /// A file with the columns id and y.
  static HandMadeParquet ofOutcomes() {
    return new HandMadeParquet().longs("id", row -> row).longs("y", row -> row % 2);
  }

  /// Stores a checksum for each page of the following columns.
  HandMadeParquet withChecksums() {
    checksums = true;
    return this;
  }

  /// Stores another number of rows in the footer than the pages have.
  HandMadeParquet withRowsInFooter(long rows) {
    rowsOfFooter = rows;
    return this;
  }

  /// A column of INT64.
  HandMadeParquet longs(String name, IntToLongFunction values) {
    return longs(name, values, new Field[0]);
  }

  /// A column of timestamps in nanoseconds since 1970, as pandas writes them.
  ///
  /// @param zone whether they are instants, which have a zone
  HandMadeParquet nanos(String name, boolean zone, IntToLongFunction values) {
    return longs(name, values, struct(10, struct(8, flag(1, zone), struct(2, struct(3)))));
  }

  private HandMadeParquet longs(String name, IntToLongFunction values, Field... annotation) {
    ByteBuffer page = ByteBuffer.allocate(ROWS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < ROWS; row++) {
      page.putLong(values.applyAsLong(row));
    }
    List<Field> element =
        new ArrayList<>(List.of(integer(1, TYPE_INT64), integer(3, 0), text(4, name)));
    element.addAll(List.of(annotation));
    schema.add(struct(element.toArray(Field[]::new)));
    children++;
    return chunk(TYPE_INT64, page.array(), name);
  }

  /// A column without values and without a type, as pyarrow writes one of its type null.
  HandMadeParquet nothing(String name) {
    schema.add(
        struct(integer(1, TYPE_INT32), integer(3, 1), text(4, name), struct(10, struct(11))));
    children++;
    return chunk(TYPE_INT32, levels(0), name);
  }

  /// A column of maps with keys and no values; each is missing.
  HandMadeParquet keysOnly(String name) {
    schema.add(struct(integer(3, 1), text(4, name), integer(5, 1), integer(6, 1)));
    schema.add(struct(integer(3, 2), text(4, "key_value"), integer(5, 1)));
    schema.add(struct(integer(1, TYPE_BYTES), integer(3, 0), text(4, "key"), integer(6, 0)));
    children++;
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(levels(0));
    page.writeBytes(levels(0));
    return chunk(TYPE_BYTES, page.toByteArray(), name, "key_value", "key");
  }

  /// A column whose pages are encrypted; the footer is not, but signed.
  HandMadeParquet encrypted(String name) {
    schema.add(struct(integer(1, TYPE_INT64), integer(3, 0), text(4, name)));
    children++;
    encrypted = true;
    long from = out.size();
    byte[] noise = new byte[200];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 151 + 83);
    }
    // By chance it begins as a page of one byte does, with a checksum of 1.
    byte[] header = struct(integer(1, 0), integer(2, 1), integer(3, 1), integer(4, 1));
    System.arraycopy(header, 0, noise, 0, header.length);
    out.writeBytes(noise);
    chunks.add(
        struct(
            number(2, from), metadata(TYPE_INT64, from, noise.length, name), struct(8, struct(1))));
    return this;
  }

  /// Definition or repetition levels that are the same in each row.
  private static byte[] levels(int level) {
    return new byte[] {2, 0, 0, 0, (byte) (ROWS << 1), (byte) level};
  }

  private HandMadeParquet chunk(int type, byte[] page, String... path) {
    long from = out.size();
    CRC32 crc = new CRC32();
    crc.update(page);
    List<Field> header =
        new ArrayList<>(List.of(integer(1, 0), integer(2, page.length), integer(3, page.length)));
    if (checksums) {
      header.add(integer(4, crc.getValue() << 32 >> 32)); // Stored as a signed integer.
    }
    header.add(struct(5, integer(1, ROWS), integer(2, 0), integer(3, 3), integer(4, 3)));
    out.writeBytes(struct(header.toArray(Field[]::new)));
    out.writeBytes(page);
    chunks.add(struct(number(2, from), metadata(type, from, out.size() - from, path)));
    return this;
  }

  private static Field metadata(int type, long from, long bytes, String... path) {
    return struct(
        3,
        integer(1, type),
        integers(2, 0, 3),
        texts(3, path),
        integer(4, 0),
        number(5, ROWS),
        number(6, bytes),
        number(7, bytes),
        number(9, from));
  }

  /// The file's bytes.
  byte[] bytes() {
    List<byte[]> elements = new ArrayList<>();
    elements.add(struct(text(4, "schema"), integer(5, children)));
    elements.addAll(schema);
    byte[] group = struct(structs(1, chunks), number(2, out.size()), number(3, ROWS));
    List<Field> footer =
        new ArrayList<>(
            List.of(
                integer(1, 1),
                structs(2, elements),
                number(3, rowsOfFooter),
                structs(4, List.of(group)),
                text(6, "a test")));
    if (encrypted) {
      footer.add(struct(8, struct(1)));
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(out.toByteArray());
    byte[] written = struct(footer.toArray(Field[]::new));
    int signature = encrypted ? 28 : 0;
    file.writeBytes(written);
    file.writeBytes(new byte[signature]);
    file.writeBytes(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(written.length + signature)
            .array());
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  /// Writes the file.
  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
