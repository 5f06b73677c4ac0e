package credence.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes values in Thrift's compact protocol, for parquet files that no library here writes.
final class CompactWriter {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int INTEGER = 5;
  private static final int LONG = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private CompactWriter() {}

  /// A field of a struct.
  @SuppressWarnings("ArrayRecordComponent")
  record Field(int id, int type, byte[] value) {}

  static Field integer(int id, long value) {
    return new Field(id, INTEGER, varint(zigzag(value)));
  }

  static Field number(int id, long value) {
    return new Field(id, LONG, varint(zigzag(value)));
  }

  static Field flag(int id, boolean value) {
    return new Field(id, value ? TRUE : FALSE, new byte[0]);
  }

  static Field text(int id, String value) {
    return new Field(id, BINARY, binary(value));
  }

  static Field struct(int id, Field... fields) {
    return new Field(id, STRUCT, struct(fields));
  }

  static Field integers(int id, int... values) {
    byte[][] elements = new byte[values.length][];
    for (int i = 0; i < values.length; i++) {
      elements[i] = varint(zigzag(values[i]));
    }
    return list(id, INTEGER, List.of(elements));
  }

  static Field texts(int id, String... values) {
    return list(id, BINARY, List.of(values).stream().map(CompactWriter::binary).toList());
  }

  static Field structs(int id, List<byte[]> structs) {
    return list(id, STRUCT, structs);
  }

  private static Field list(int id, int type, List<byte[]> elements) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int size = elements.size();
    out.write(((size < 15 ? size : 15) << 4) | type);
    if (size >= 15) {
      out.writeBytes(varint(size));
    }
    elements.forEach(out::writeBytes);
    return new Field(id, LIST, out.toByteArray());
  }

  /// A struct; its fields are in ascending order of their ids.
  static byte[] struct(Field... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int previous = 0;
    for (Field field : fields) {
      out.write(((field.id() - previous) << 4) | field.type());
      out.writeBytes(field.value());
      previous = field.id();
    }
    out.write(0);
    return out.toByteArray();
  }

  private static byte[] binary(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(varint(utf8.length));
    out.writeBytes(utf8);
    return out.toByteArray();
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
    return out.toByteArray();
  }
}
