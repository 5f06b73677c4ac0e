package credence.dataset;

import credence.engine.EngineFailure;
import credence.engine.EngineLimits;
import credence.engine.FileSchema;
import credence.engine.ParquetEngine;
import credence.engine.ParquetEnvelope;
import credence.engine.TableFiles;
import credence.engine.WatchedStatement;
import credence.files.TableFormat;
import credence.files.WholeFile;
import credence.model.Input;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelVersion.ValueRange;
import credence.model.Result;
import credence.scoring.InputCounts.InputCount;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// Scores a parquet or CSV file into a parquet or CSV file with the same code as serving.
///
/// The output has one row for each input row, in the same order, and three columns: the id with its
/// name and type, absent if the version was trained without ids; `prediction`, the probability of
/// default at full precision, NULL if the model rejects the row; and `errors`, the reason in that
/// case, otherwise NULL. Nothing else is copied. Every input of the model must be a column of the
/// file. The output is created atomically, by a rename. In CSV, by RFC 4180 with commas and a
/// header, NULL is an empty cell.
public final class ParquetScoring {
  private static final String PREDICTION = "prediction";
  private static final String ERRORS = "errors";

  private final ServingPlan.Member version;
  private final Map<String, ValueRange> ranges;
  private final @Nullable String id;
  private final CsvFormat csv;
  private final DoubleFunction<String> digits;
  private final EngineLimits limits;

  /// Creates the scoring of a version.
  ///
  /// @param version the version
  /// @param ranges the training range of each number for which it is known, by name
  /// @param id the column that names the customer; null if there is none
  /// @param csv what is specified of the dialect if the input is CSV
  /// @param digits a probability as it is written into CSV; called from several threads
  public ParquetScoring(
      ServingPlan.Member version,
      Map<String, ValueRange> ranges,
      @Nullable String id,
      CsvFormat csv,
      DoubleFunction<String> digits,
      EngineLimits limits) {
    this.version = version;
    this.csv = csv;
    this.digits = digits;
    this.ranges = Map.copyOf(ranges);
    this.id = id;
    this.limits = limits;
  }

  /// A file was scored; the output is complete.
  ///
  /// @param rows the number of rows
  /// @param rejected the number of rows that could not be scored, which have an error
  /// @param inputs the inputs that were imputed, or had unseen levels or values outside the
  ///   training range, in the rows that were scored
  public record Scored(long rows, long rejected, List<InputCount> inputs) {
    /// Copies the list.
    public Scored {
      inputs = List.copyOf(inputs);
    }
  }

  /// Scores a file.
  ///
  /// @param in a parquet or CSV file
  /// @param out replaced if it exists, so it must be another file than `in`; in an existing folder
  /// @param progress receives the number of rows scored
  /// @return rejected with every error if the file cannot be scored by this version, failed if
  ///   memory, a disk or the engine failed; in either case, and if the scoring was cancelled, there
  ///   is no output
  public Result<Scored> score(Path in, Path out, ReadProgress progress) {
    return TableFiles.check(in).then(whole -> scoreWhole(whole, out, progress));
  }

  private Result<Scored> scoreWhole(Path in, Path out, ReadProgress progress) {
    try (WholeFile file = new WholeFile(out)) {
      Result<Scored> result = scoreInto(in, file.part(), out, progress);
      if (result instanceof Result.Value<Scored>) {
        file.finish();
      }
      return result;
    } catch (IOException e) {
      return Result.failed(
          out.toString(), "expected a writable file: " + ParquetEnvelope.reason(e));
    }
  }

  private Result<Scored> scoreInto(Path in, Path part, Path target, ReadProgress progress) {
    try (ParquetEngine engine = ParquetEngine.open(limits, List.of(in), columns(), part)) {
      Result<Plan> planned =
          TableFiles.schema(
                  engine,
                  limits,
                  in,
                  csv,
                  WantedColumn.cells(wanted()),
                  progress.part(0, TableFiles.CHECK_SHARE).shares())
              .then(schema -> plan(schema, in));
      return planned instanceof Result.Value<Plan>(Plan plan)
          ? copy(engine, plan, in, part, TableFormat.of(target), progress.afterChecks(List.of(in)))
          : planned.then(_ -> new Result.Cancelled<>());
    } catch (SQLException e) {
      return EngineFailure.of(in, part, target, e, limits).result();
    }
  }

  /// How a file is read.
  ///
  /// @param id the id column; null if there is none
  /// @param inputs how the inputs are read, in the order of the model
  private record Plan(FileSchema schema, FileSchema.@Nullable Column id, List<ColumnRead> inputs) {}

  private Result<Plan> plan(FileSchema schema, Path in) {
    List<Result<ColumnRead>> inputs =
        version.model().inputs().stream().map(input -> read(input, schema, in)).toList();
    return id == null
        ? Result.all(inputs).map(reads -> new Plan(schema, null, reads))
        : idColumn(id, schema, in)
            .and(Result.all(inputs), (column, reads) -> new Plan(schema, column, reads));
  }

  /// The columns that are read.
  private List<WantedColumn> wanted() {
    return Stream.concat(
            Stream.ofNullable(id).map(name -> new WantedColumn(name, WantedColumn.Use.ID)),
            version.model().inputs().stream().map(ParquetScoring::wanted))
        .toList();
  }

  private static WantedColumn wanted(Input input) {
    return new WantedColumn(input.name(), WantedColumn.Use.of(input.type(), input.rule()));
  }

  private Result<Scored> copy(
      ParquetEngine engine,
      Plan plan,
      Path in,
      Path part,
      TableFormat format,
      ReadProgress progress)
      throws SQLException {
    long rowsTotal = Math.max(1, plan.schema().rows());
    ScoringFunction function = new ScoringFunction(version, plan.inputs(), ranges);
    function.register(engine.connection(), digits);
    try (DuckDBPreparedStatement copy =
        engine.prepare(copyStatement(plan, engine.sqlName(part), format), in)) {
      return WatchedStatement.run(copy, () -> progress.proceed(function.rows(), rowsTotal))
          ? Result.of(function.scored())
          : new Result.Cancelled<>();
    } catch (SQLException e) {
      function.rethrow();
      throw e;
    }
  }

  private Set<String> columns() {
    return wanted().stream().map(WantedColumn::name).collect(Collectors.toSet());
  }

  private static Result<FileSchema.Column> idColumn(String id, FileSchema schema, Path in) {
    String place = place(in, id);
    return schema
        .column(id, place)
        .then(
            column ->
                id.equalsIgnoreCase(PREDICTION) || id.equalsIgnoreCase(ERRORS)
                    ? Result.rejected(
                        place,
                        "expected an id column with another name, because the output has a column of this name")
                    : Result.of(column));
  }

  /// How an input is read.
  private static Result<ColumnRead> read(Input input, FileSchema schema, Path in) {
    String place = place(in, input.name());
    return schema
        .column(input.name(), place)
        .then(column -> ColumnRead.plan(wanted(input), column, place));
  }

  private static String place(Path file, String column) {
    return file.getFileName() + ": column " + column;
  }

  private static String copyStatement(Plan plan, String out, TableFormat format) {
    List<ColumnRead> inputs = plan.inputs();
    String names =
        IntStream.range(0, inputs.size()).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
    String read =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> inputs.get(i).expression() + " AS x" + i)
            .collect(Collectors.joining(", "));
    FileSchema.Column id = plan.id();
    return """
        COPY (
          SELECT %s%s AS %s, CASE WHEN p IS NULL THEN %s(%s) END AS %s
          FROM (
            SELECT *, %s(%s) AS p
            FROM (SELECT %s%s FROM %s)))
        TO %s (%s, USE_TMP_FILE false)"""
        .formatted(
            id == null ? "" : "id AS " + FileSchema.identifier(id.name()) + ", ",
            format.isCsv() ? ScoringFunction.DIGITS + "(p)" : "p",
            PREDICTION,
            ScoringFunction.ERRORS,
            names,
            ERRORS,
            ScoringFunction.PROBABILITY,
            names,
            id == null
                ? ""
                : (format.isCsv() ? ColumnRead.text(id.type(), id.sql()) : id.sql()) + " AS id, ",
            read,
            plan.schema().fromFile(),
            out,
            options(format));
  }

  private static String options(TableFormat format) {
    String csv =
        "FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULL '', COMPRESSION ";
    return switch (format) {
      case PARQUET -> "FORMAT parquet";
      case CSV -> csv + "'none'";
      case CSV_GZ -> csv + "'gzip'";
    };
  }
}
