package credence.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/// What Credence itself reads of a parquet file's footer: which features the file uses that the
/// engine does not have, and where the pages are.
///
/// The fields' numbers are those of [parquet.thrift](https://github.com/apache/parquet-format).
///
/// @param unsupported a feature that the engine does not support, and what to do; null if none is
///   known
/// @param chunks the column chunks in this file that are not encrypted, in the order of the footer
record ParquetFooter(@Nullable String unsupported, List<Chunk> chunks) {
  /// The pages of a column in a row group.
  ///
  /// @param from the offset of the first page
  /// @param bytes the length of all pages with their headers
  record Chunk(long from, long bytes) {}

  /// The values of ConvertedType for maps and their entries.
  private static final int CONVERTED_MAP = 1;

  private static final int CONVERTED_ENTRY = 2;

  /// The field of LogicalType for maps.
  private static final int LOGICAL_MAP = 2;

  /// An element of the schema, which lists a tree in preorder.
  private record Element(String name, int children, boolean map, boolean entry) {}

  /// Parses a footer.
  ///
  /// @throws DataFormatException if it cannot be parsed
  static ParquetFooter of(byte[] footer) throws DataFormatException {
    return new Parser(new CompactReader(footer, footer.length)).parse();
  }

  private static final class Parser {
    private final CompactReader in;
    private final List<Element> schema = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private boolean encrypted;
    private boolean scattered;

    Parser(CompactReader in) {
      this.in = in;
    }

    ParquetFooter parse() throws DataFormatException {
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        switch (field) {
          case 2 -> {
            for (int left = in.list(CompactReader.STRUCT); left > 0; left--) {
              schema.add(element());
            }
          }
          case 4 -> {
            for (int left = in.list(CompactReader.STRUCT); left > 0; left--) {
              rowGroup();
            }
          }
          case 8 -> {
            encrypted = true;
            in.skip();
          }
          default -> in.skip();
        }
      }
      return new ParquetFooter(unsupported(), List.copyOf(chunks));
    }

    private Element element() throws DataFormatException {
      String name = "";
      int children = 0;
      boolean map = false;
      boolean entry = false;
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        switch (field) {
          case 4 -> name = in.text();
          case 5 -> children = (int) in.number();
          case 6 -> {
            int converted = (int) in.number();
            map |= converted == CONVERTED_MAP;
            entry = converted == CONVERTED_ENTRY;
          }
          case 10 -> {
            for (int kind = in.field(0); kind != 0; kind = in.field(kind)) {
              map |= kind == LOGICAL_MAP;
              in.skip();
            }
          }
          default -> in.skip();
        }
      }
      return new Element(name, children, map, entry);
    }

    private void rowGroup() throws DataFormatException {
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        if (field == 1) {
          for (int left = in.list(CompactReader.STRUCT); left > 0; left--) {
            columnChunk();
          }
        } else {
          in.skip();
        }
      }
    }

    private void columnChunk() throws DataFormatException {
      Chunk chunk = null;
      boolean readable = true;
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        switch (field) {
          case 1 -> {
            boolean elsewhere = !in.text().isEmpty();
            scattered |= elsewhere;
            readable &= !elsewhere;
          }
          case 3 -> chunk = columnMetadata();
          case 8 -> {
            encrypted = true;
            readable = false;
            in.skip();
          }
          default -> in.skip();
        }
      }
      if (chunk != null && readable) {
        chunks.add(chunk);
      }
    }

    private Chunk columnMetadata() throws DataFormatException {
      long bytes = 0;
      long data = 0;
      long dictionary = 0;
      for (int field = in.field(0); field != 0; field = in.field(field)) {
        switch (field) {
          case 7 -> bytes = in.number();
          case 9 -> data = in.number();
          case 11 -> dictionary = in.number();
          default -> in.skip();
        }
      }
      return new Chunk(dictionary > 0 && dictionary < data ? dictionary : data, bytes);
    }

    private @Nullable String unsupported() {
      if (encrypted) {
        return "encryption is not supported: write the file without it";
      }
      if (scattered) {
        return "columns that are stored in other files are not supported: write them into this file";
      }
      if (!schema.isEmpty() && schema.getFirst().children() == 0) {
        return "a file without columns is not supported: write it with at least one";
      }
      return keysOnly()
          .map(
              column ->
                  "column "
                      + column
                      + " has maps of keys without values, which are not supported: write the file"
                      + " without it")
          .orElse(null);
    }

    /// The top-level column with a map that has keys only.
    private Optional<String> keysOnly() {
      String column = "";
      long below = 0;
      for (int i = 1; i < schema.size(); i++) {
        Element element = schema.get(i);
        if (below == 0) {
          column = element.name();
        } else {
          below--;
        }
        below += element.children();
        boolean single =
            element.map()
                && element.children() == 1
                && i + 1 < schema.size()
                && schema.get(i + 1).children() == 1;
        boolean entry = element.entry() && !element.map() && element.children() == 1;
        if (single || entry) {
          return Optional.of(column);
        }
      }
      return Optional.empty();
    }
  }
}
