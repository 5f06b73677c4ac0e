package credence.engine;

import credence.model.NearNames;
import credence.model.Result;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a parquet file says of itself.
///
/// @param rows how many rows it has
/// @param columns its top-level columns, in file order
/// @param pandasIndexColumn the one column that pandas kept its index in; null if there is none, or
///   the index has several levels
/// @param pandasRangeIndex whether the index is a range, which pandas keeps in the metadata only
public record FileSchema(
    long rows, List<Column> columns, @Nullable String pandasIndexColumn, boolean pandasRangeIndex) {
  /// Takes a copy of the columns.
  public FileSchema {
    columns = List.copyOf(columns);
  }

  /// A top-level column.
  ///
  /// @param name as in the file
  /// @param engineName what the engine calls it: another name if one before it has the same save
  ///   for case
  /// @param type what it holds
  public record Column(String name, String engineName, ColumnType type) {
    /// The column as an SQL identifier.
    public String sql() {
      return '"' + engineName.replace("\"", "\"\"") + '"';
    }
  }

  /// The columns of exactly this name; more than one only in a faulty file.
  List<Column> named(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).toList();
  }

  /// The column that pandas kept its index in, if it stands there once; else null.
  public @Nullable String storedPandasIndex() {
    return pandasIndexColumn != null && named(pandasIndexColumn).size() == 1
        ? pandasIndexColumn
        : null;
  }

  /// Finds a column.
  ///
  /// @param place where it is expected, for a fault
  /// @return refused, with near names, unless the file has one column of exactly this name
  public Result<Column> column(String name, String place) {
    List<Column> found = named(name);
    if (found.size() == 1) {
      return Result.of(found.getFirst());
    }
    return Result.refused(
        place,
        found.size() > 1
            ? "expected one column of this name, the file has " + found.size()
            : "expected this column, the file has none of this name"
                + NearNames.hint(name, columns.stream().map(Column::name).toList()));
  }

  /// Where the rows of the file come from in SQL, as the table `t`, with the file as its parameter.
  public String fromFile() {
    String rowNumber = hasRowNumberColumn() ? "" : ", " + ROW_NUMBER + " = true";
    return "read_parquet(?, hive_partitioning = false" + rowNumber + ") t";
  }

  /// The SQL expression for the number of a row in [#fromFile], from 0. The engine's own is not to
  /// be had beside a column of its name; counting rows gives the same, on one thread.
  public String rowNumber() {
    return hasRowNumberColumn() ? "row_number() OVER () - 1" : ROW_NUMBER;
  }

  private boolean hasRowNumberColumn() {
    return columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(ROW_NUMBER));
  }

  private static final String ROW_NUMBER = "file_row_number";
}
