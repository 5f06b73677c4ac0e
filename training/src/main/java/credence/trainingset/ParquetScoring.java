package credence.trainingset;

import credence.files.DurableFiles;
import credence.model.Fault;
import credence.model.Input;
import credence.scoring.ServingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// Scores a parquet file into a parquet file by the code that serves.
///
/// The output has a row for each of the input's, in the same order, and three columns: the id under
/// its own name and type; `prediction`, the probability of default in full, NULL where the model
/// refuses the row; `errors`, which then says why, and is NULL otherwise. Nothing else of the input
/// is copied. Every input of the model has to be a column of the file. The output appears whole, by
/// a rename, or not at all.
public final class ParquetScoring {
  private static final String PREDICTION = "prediction";
  private static final String ERRORS = "errors";

  private final ServingPlan.Member version;
  private final String id;
  private final EngineLimits limits;

  /// Makes what scores by a version.
  ///
  /// @param version the version
  /// @param id the column that names the customer
  public ParquetScoring(ServingPlan.Member version, String id, EngineLimits limits) {
    this.version = version;
    this.id = id;
    this.limits = limits;
  }

  /// Scores a file.
  ///
  /// @param in a parquet file
  /// @param out replaced if it exists; another file than `in`, in a folder that exists
  /// @param progress told of the rows scored
  public ScoringOutcome score(Path in, Path out, ReadProgress progress) {
    String fault = ParquetEnvelope.fault(in);
    if (fault != null) {
      return refused(in.toString(), fault);
    }
    Path target = out.toAbsolutePath().normalize();
    if (target.equals(in.toAbsolutePath().normalize())) {
      return refused(out.toString(), "expected another file than the one that is scored");
    }
    Path part = null;
    try {
      part = emptyFileBeside(target);
      ScoringOutcome outcome = scoreInto(in, part, out, progress);
      if (outcome instanceof ScoringOutcome.Scored) {
        DurableFiles.publish(part, target);
      }
      return outcome;
    } catch (IOException e) {
      return refused(
          out.toString(), "expected a file that can be written: " + ParquetEnvelope.reason(e));
    } finally {
      deleteIfThere(part);
    }
  }

  /// An empty file that this process alone writes; readable by whom any new file is.
  private static Path emptyFileBeside(Path target) throws IOException {
    long process = ProcessHandle.current().pid();
    Path part = target.resolveSibling("." + target.getFileName() + "." + process + ".part");
    Files.deleteIfExists(part);
    return Files.createFile(part);
  }

  private ScoringOutcome scoreInto(Path in, Path part, Path target, ReadProgress progress) {
    try (ParquetEngine engine = ParquetEngine.open(limits, List.of(in), columns(), part)) {
      FileSchema schema = engine.schema(in);
      List<Fault> faults = new ArrayList<>();
      List<String> inputs = new ArrayList<>();
      String idSql = idColumn(schema, in, faults);
      for (Input input : version.model().inputs()) {
        inputs.add(expression(input, schema, in, faults));
      }
      if (!faults.isEmpty()) {
        return new ScoringOutcome.Refused(faults);
      }
      ScoringFunction function = new ScoringFunction(version);
      function.register(engine.connection());
      long rowsTotal = Math.max(1, schema.rows());
      try (DuckDBPreparedStatement copy = engine.prepare(copyStatement(idSql, inputs, part), in)) {
        return WatchedStatement.run(copy, () -> progress.proceed(function.rows(), rowsTotal))
            ? new ScoringOutcome.Scored(function.rows(), function.refused())
            : new ScoringOutcome.Cancelled();
      } catch (SQLException e) {
        function.rethrow();
        throw e;
      }
    } catch (SQLException e) {
      return new ScoringOutcome.Refused(
          List.of(EngineFailure.of(in, part, target, e, limits).fault()));
    }
  }

  private Set<String> columns() {
    return Stream.concat(Stream.of(id), version.model().inputs().stream().map(Input::name))
        .collect(Collectors.toSet());
  }

  private String idColumn(FileSchema schema, Path in, List<Fault> faults) {
    String name = id;
    String missing = schema.lookupFault(name);
    if (missing != null) {
      faults.add(new Fault(place(in, name), missing));
      return "";
    }
    if (name.equalsIgnoreCase(PREDICTION) || name.equalsIgnoreCase(ERRORS)) {
      faults.add(
          new Fault(
              place(in, name), "expected an id of another name, for the output has such a column"));
    }
    return schema.column(name).orElseThrow().sql();
  }

  /// The SQL expression that reads an input.
  private static String expression(Input input, FileSchema schema, Path in, List<Fault> faults) {
    WantedColumn.Use use =
        switch (input.type()) {
          case NUMBER -> WantedColumn.Use.NUMBER;
          case BOOLEAN -> WantedColumn.Use.BOOLEAN;
          case CATEGORY -> WantedColumn.Use.CATEGORY;
        };
    String place = place(in, input.name());
    String missing = schema.lookupFault(input.name());
    if (missing != null) {
      faults.add(new Fault(place, missing));
      return "";
    }
    WantedColumn wanted = new WantedColumn(input.name(), use);
    return switch (ColumnRead.plan(wanted, schema.column(wanted.name()).orElseThrow(), place)) {
      case ColumnRead.Fitting(ColumnRead read) -> read.expression();
      case ColumnRead.Wrong(Fault fault) -> {
        faults.add(fault);
        yield "";
      }
    };
  }

  private static String place(Path file, String column) {
    return file.getFileName() + ": column " + column;
  }

  private static String copyStatement(String id, List<String> inputs, Path part) {
    String names =
        IntStream.range(0, inputs.size()).mapToObj(i -> "x" + i).collect(Collectors.joining(", "));
    String read =
        IntStream.range(0, inputs.size())
            .mapToObj(i -> inputs.get(i) + " AS x" + i)
            .collect(Collectors.joining(", "));
    return """
        COPY (
          SELECT id AS %s, p AS %s, CASE WHEN p IS NULL THEN %s(%s) END AS %s
          FROM (
            SELECT *, %s(%s) AS p
            FROM (SELECT %s AS id, %s FROM read_parquet(?, hive_partitioning = false) t)))
        TO %s (FORMAT parquet, USE_TMP_FILE false)"""
        .formatted(
            id,
            PREDICTION,
            ScoringFunction.ERRORS,
            names,
            ERRORS,
            ScoringFunction.PROBABILITY,
            names,
            id,
            read,
            ParquetEngine.literal(ParquetEngine.sqlName(part)));
  }

  private static void deleteIfThere(@Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new IllegalStateException("A temporary file cannot be deleted", e);
    }
  }

  private static ScoringOutcome refused(String place, String expected) {
    return new ScoringOutcome.Refused(List.of(new Fault(place, expected)));
  }
}
