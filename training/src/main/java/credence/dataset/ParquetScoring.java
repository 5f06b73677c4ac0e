package credence.dataset;

import credence.engine.EngineFailure;
import credence.engine.EngineLimits;
import credence.engine.FileSchema;
import credence.engine.ParquetEngine;
import credence.engine.ParquetEnvelope;
import credence.engine.WatchedStatement;
import credence.files.WholeFile;
import credence.model.Input;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// Scores a parquet file into a parquet file with the same code as serving.
///
/// The output has one row for each input row, in the same order, and three columns: the id with its
/// name and type, absent if the version was trained without ids; `prediction`, the probability of
/// default at full precision, NULL if the model rejects the row; and `errors`, the reason in that
/// case, otherwise NULL. Nothing else is copied. Every input of the model must be a column of the
/// file. The output is created atomically, by a rename.
public final class ParquetScoring {
  private static final String PREDICTION = "prediction";
  private static final String ERRORS = "errors";

  private final ServingPlan.Member version;
  private final Map<String, ValueRange> ranges;
  private final @Nullable String id;
  private final EngineLimits limits;

  /// Creates the scoring of a version.
  ///
  /// @param version the version
  /// @param ranges the training range of each number for which it is known, by name
  /// @param id the column that names the customer; null if there is none
  public ParquetScoring(
      ServingPlan.Member version,
      Map<String, ValueRange> ranges,
      @Nullable String id,
      EngineLimits limits) {
    this.version = version;
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
  /// @param in a parquet file
  /// @param out replaced if it exists, so it must be another file than `in`; in an existing folder
  /// @param progress receives the number of rows scored
  /// @return rejected with every error if the file cannot be scored by this version, failed if
  ///   memory, a disk or the engine failed; in either case, and if the scoring was cancelled, there
  ///   is no output
  public Result<Scored> score(Path in, Path out, ReadProgress progress) {
    return ParquetEnvelope.check(in).then(whole -> scoreWhole(whole, out, progress));
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
      FileSchema schema = engine.schema(in);
      List<Result<ColumnRead>> inputs =
          version.model().inputs().stream().map(input -> read(input, schema, in)).toList();
      Result<Plan> planned = idColumn(schema, in).and(Result.all(inputs), Plan::new);
      return planned instanceof Result.Value<Plan>(Plan plan)
          ? copy(engine, plan, in, part, Math.max(1, schema.rows()), progress)
          : planned.then(_ -> new Result.Cancelled<>());
    } catch (SQLException e) {
      return EngineFailure.of(in, part, target, e, limits).result();
    }
  }

  /// How a file is read.
  ///
  /// @param id the SQL name of the id column; empty if there is none
  /// @param inputs how the inputs are read, in the order of the model
  private record Plan(String id, List<ColumnRead> inputs) {}

  private Result<Scored> copy(
      ParquetEngine engine, Plan plan, Path in, Path part, long rowsTotal, ReadProgress progress)
      throws SQLException {
    ScoringFunction function = new ScoringFunction(version, plan.inputs(), ranges);
    function.register(engine.connection());
    try (DuckDBPreparedStatement copy =
        engine.prepare(copyStatement(plan, engine.sqlName(part)), in)) {
      return WatchedStatement.run(copy, () -> progress.proceed(function.rows(), rowsTotal))
          ? Result.of(function.scored())
          : new Result.Cancelled<>();
    } catch (SQLException e) {
      function.rethrow();
      throw e;
    }
  }

  private Set<String> columns() {
    return Stream.concat(Stream.ofNullable(id), version.model().inputs().stream().map(Input::name))
        .collect(Collectors.toSet());
  }

  private Result<String> idColumn(FileSchema schema, Path in) {
    if (id == null) {
      return Result.of("");
    }
    String place = place(in, id);
    return schema
        .column(id, place)
        .then(
            column ->
                id.equalsIgnoreCase(PREDICTION) || id.equalsIgnoreCase(ERRORS)
                    ? Result.rejected(
                        place,
                        "expected an id column with another name, because the output has a column of this name")
                    : Result.of(column.sql()));
  }

  /// How an input is read.
  private static Result<ColumnRead> read(Input input, FileSchema schema, Path in) {
    String place = place(in, input.name());
    WantedColumn wanted =
        new WantedColumn(input.name(), WantedColumn.Use.of(input.type(), input.rule()));
    return schema
        .column(input.name(), place)
        .then(column -> ColumnRead.plan(wanted, column, place));
  }

  private static String place(Path file, String column) {
    return file.getFileName() + ": column " + column;
  }

  private static String copyStatement(Plan plan, String out) {
    List<ColumnRead> inputs = plan.inputs();
    String names =
        IntStream.range(0, inputs.size()).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
    String read =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> inputs.get(i).expression() + " AS x" + i)
            .collect(Collectors.joining(", "));
    return """
        COPY (
          SELECT %sp AS %s, CASE WHEN p IS NULL THEN %s(%s) END AS %s
          FROM (
            SELECT *, %s(%s) AS p
            FROM (SELECT %s%s FROM read_parquet(?, hive_partitioning = false) t)))
        TO %s (FORMAT parquet, USE_TMP_FILE false)"""
        .formatted(
            plan.id().isEmpty() ? "" : "id AS " + plan.id() + ", ",
            PREDICTION,
            ScoringFunction.ERRORS,
            names,
            ERRORS,
            ScoringFunction.PROBABILITY,
            names,
            plan.id().isEmpty() ? "" : plan.id() + " AS id, ",
            read,
            out);
  }
}
