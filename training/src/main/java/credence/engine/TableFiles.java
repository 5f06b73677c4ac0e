package credence.engine;

import credence.csv.CsvCheck;
import credence.csv.WantedCells;
import credence.files.TableFormat;
import credence.model.ModelSpec.CsvFormat;
import credence.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.DoublePredicate;

/// Files with tables of applicants, parquet or CSV, before their rows are read.
public final class TableFiles {
  /// The share of the time for reading CSV files that their check takes; measured: 3.0 of 14.7 s
  /// for 500,000 rows of 21 columns.
  public static final double CHECK_SHARE = 0.2;

  private TableFiles() {}

  /// Checks a file as far as possible before the engine is opened.
  ///
  /// @return the file; rejected if it does not exist or cannot be a complete parquet file; failed
  ///   if it cannot be read
  public static Result<Path> check(Path file) {
    TableFormat format = TableFormat.of(file);
    if (Files.notExists(file)) {
      return Result.rejected(
          file.toString(),
          "expected a " + format.words() + " file, but there is no file of this name");
    }
    return format.isCsv() ? Result.of(file) : ParquetEnvelope.check(file);
  }

  /// Whether any of some files is read once before the engine reads it.
  public static boolean anyChecked(Collection<Path> files) {
    return files.stream().anyMatch(file -> TableFormat.of(file).isCsv());
  }

  /// The schema of a file. A CSV file is read for it, and every record and every cell of the
  /// columns is checked.
  ///
  /// @param csv what is specified of the dialect of CSV files
  /// @param cells what the cells of a CSV file must be in the columns that will be read
  /// @param proceed receives the share of the check that is done, in [0, 1]; returns whether to
  ///   continue
  public static Result<FileSchema> schema(
      ParquetEngine engine,
      EngineLimits limits,
      Path file,
      CsvFormat csv,
      List<WantedCells> cells,
      DoublePredicate proceed) {
    TableFormat format = TableFormat.of(file);
    if (format.isCsv()) {
      return CsvCheck.check(file, csv, cells, proceed)
          .map(contents -> FileSchema.ofCsv(contents, csv, format == TableFormat.CSV_GZ));
    }
    try {
      return Result.of(engine.schema(file));
    } catch (SQLException e) {
      return EngineFailure.of(file, e, limits).result();
    }
  }
}
