package credence.engine;

import credence.model.NearNames;
import credence.model.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The schema of a parquet file.
///
/// @param rows the number of rows
/// @param columns its top-level columns, in file order
/// @param pandasIndexColumn the column with the pandas index; null if there is none, or the index
///   has several levels
/// @param pandasRangeIndex whether the index is a range, which pandas stores only in the metadata
public record FileSchema(
    long rows, List<Column> columns, @Nullable String pandasIndexColumn, boolean pandasRangeIndex) {
  /// Copies the columns.
  public FileSchema {
    columns = List.copyOf(columns);
  }

  /// A top-level column.
  ///
  /// @param name as in the file
  /// @param engineName its name in the engine, which differs if an earlier column has the same name
  ///   except for case
  /// @param type its type
  public record Column(String name, String engineName, ColumnType type) {
    /// The column as an SQL identifier.
    public String sql() {
      return '"' + engineName.replace("\"", "\"\"") + '"';
    }
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

  /// The SQL source of the file's rows, as the table `t`, with the file as its parameter.
  public String fromFile() {
    String rowNumber = hasRowNumberColumn() ? "" : ", " + ROW_NUMBER + " = true";
    return "read_parquet(?, hive_partitioning = false" + rowNumber + ") t";
  }

  /// The SQL expression for the number of a row in [#fromFile], from 0. The engine's row number is
  /// not available if a column has its name; counting rows gives the same, on one thread.
  public String rowNumber() {
    return hasRowNumberColumn() ? "row_number() OVER () - 1" : ROW_NUMBER;
  }

  private boolean hasRowNumberColumn() {
    return columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(ROW_NUMBER));
  }

  private static final String ROW_NUMBER = "file_row_number";
}
