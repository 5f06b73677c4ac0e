package credence.csv;

import credence.model.ModelSpec.CsvFormat;
import java.util.List;

/// What a valid CSV file contains.
///
/// @param delimiter what separates the cells
/// @param columns in the order of the header
/// @param rows the number of records after the header
public record CsvContents(CsvFormat.Delimiter delimiter, List<Column> columns, long rows) {
  /// Copies the columns.
  public CsvContents {
    columns = List.copyOf(columns);
  }

  /// A column.
  ///
  /// @param name its name in the header
  /// @param content what its cells are if they were checked as numbers or booleans
  /// @param instants whether a cell that was checked as a date has a time zone
  /// @param inexactIntegers the cells that were checked as numbers and are integers that a double
  ///   may not represent exactly
  public record Column(String name, Content content, boolean instants, long inexactIntegers) {
    /// A column of which nothing was checked.
    static Column unchecked(String name) {
      return new Column(name, Content.OTHER, false, 0);
    }

    /// The same column, checked for two uses.
    Column and(Column other) {
      return new Column(
          name,
          content == Content.OTHER ? other.content : content,
          instants || other.instants,
          inexactIntegers + other.inexactIntegers);
    }
  }

  /// What the cells of a column are that are not missing.
  public enum Content {
    /// All are numbers.
    NUMBERS,
    /// All are true and false.
    BOOLEANS,
    /// There are none, both kinds, or texts.
    OTHER
  }
}
