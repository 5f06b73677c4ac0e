package credence.engine;

import credence.csv.CsvContents;
import credence.model.ModelSpec.CsvFormat;
import credence.model.NearNames;
import credence.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The schema of a file, and how the engine reads it.
///
/// @param rows the number of rows
/// @param columns its top-level columns, in file order
/// @param pandasIndexColumn the column with the pandas index; null if there is none, or the index
///   has several levels
/// @param pandasRangeIndex whether the index is a range, which pandas stores only in the metadata
/// @param fromFile the SQL source of the file's rows, as the table `t`, with the file as its
///   parameter
/// @param rowNumber the SQL expression for the number of a row in that source, from 0
public record FileSchema(
    long rows,
    List<Column> columns,
    @Nullable String pandasIndexColumn,
    boolean pandasRangeIndex,
    String fromFile,
    String rowNumber) {
  /// Copies the columns.
  public FileSchema {
    columns = List.copyOf(columns);
  }

  /// A top-level column.
  ///
  /// @param name as in the file
  /// @param sql the SQL expression of its values in [#fromFile]
  /// @param type its type
  /// @param cells what is known of its cells; null if the file is not CSV
  public record Column(
      String name, String sql, ColumnType type, CsvContents.@Nullable Column cells) {
    /// A column of a parquet file.
    ///
    /// @param engineName its name in the engine, which differs if an earlier column has the same
    ///   name except for case
    static Column ofParquet(String name, String engineName, ColumnType type) {
      return new Column(name, identifier(engineName), type, null);
    }
  }

  /// A name as an SQL identifier.
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// The schema of a parquet file; parameters as above. The engine's row number is not available if
  /// a column has its name; counting rows gives the same, on one thread.
  static FileSchema ofParquet(
      long rows, List<Column> columns, @Nullable String pandasIndexColumn, boolean range) {
    boolean named = columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(ROW_NUMBER));
    return new FileSchema(
        rows,
        columns,
        pandasIndexColumn,
        range,
        "read_parquet(?, hive_partitioning = false"
            + (named ? "" : ", " + ROW_NUMBER + " = true")
            + ") t",
        named ? COUNTED_ROWS : ROW_NUMBER);
  }

  /// The schema of a CSV file that was checked. Nothing is left to the engine's detection, and one
  /// thread reads the records in their order.
  ///
  /// @param format what is specified of the file's dialect
  /// @param compressed whether the file is compressed by gzip
  public static FileSchema ofCsv(CsvContents contents, CsvFormat format, boolean compressed) {
    List<Column> columns = new ArrayList<>();
    StringJoiner types = new StringJoiner(", ", "{", "}");
    for (CsvContents.Column column : contents.columns()) {
      String cell = "c" + columns.size();
      types.add("'" + cell + "': 'VARCHAR'");
      columns.add(
          new Column(column.name(), present(cell, format.missing()), ColumnType.CELL, column));
    }
    String source =
        String.format(
            Locale.ROOT,
            """
            read_csv(?, auto_detect = false, header = true, columns = %s, delim = '%s', quote = '"',
              escape = '"', nullstr = '', allow_quoted_nulls = false, null_padding = false,
              strict_mode = false, parallel = false, compression = '%s',
              max_line_size = %d, buffer_size = %d) t""",
            types,
            contents.delimiter().character(),
            compressed ? "gzip" : "none",
            CSV_RECORD_BYTES_MAX,
            CSV_BUFFER_BYTES);
    return new FileSchema(contents.rows(), columns, null, false, source, COUNTED_ROWS);
  }

  /// A cell, or NULL if its text means a missing value.
  private static String present(String cell, List<String> missing) {
    return missing.isEmpty()
        ? cell
        : missing.stream()
            .map(ParquetEngine::literal)
            .collect(
                Collectors.joining(
                    ", ", "CASE WHEN " + cell + " NOT IN (", ") THEN " + cell + " END"));
  }

  /// The columns with exactly this name; more than one only in an invalid file.
  List<Column> named(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).toList();
  }

  /// The column with the pandas index if there is exactly one; otherwise null.
  public @Nullable String storedPandasIndex() {
    return pandasIndexColumn != null && named(pandasIndexColumn).size() == 1
        ? pandasIndexColumn
        : null;
  }

  /// Finds a column.
  ///
  /// @param place where it is expected, for errors
  /// @return rejected, with near names, unless the file has one column of exactly this name
  public Result<Column> column(String name, String place) {
    List<Column> found = named(name);
    if (found.size() == 1) {
      return Result.of(found.getFirst());
    }
    return Result.rejected(
        place,
        found.size() > 1
            ? "expected one column of this name, but the file has " + found.size()
            : "expected this column, but the file has none of this name"
                + NearNames.hint(name, columns.stream().map(Column::name).toList()));
  }

  private static final String ROW_NUMBER = "file_row_number";
  private static final String COUNTED_ROWS = "row_number() OVER () - 1";

  /// Twice the length of the longest record that the check accepts, for its quotes and delimiters.
  private static final int CSV_RECORD_BYTES_MAX = 1 << 22;

  /// The bytes of the file that the engine holds at a time.
  static final int CSV_BUFFER_BYTES = 1 << 23;
}
