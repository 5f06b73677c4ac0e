package credence.dataset;

import credence.engine.EngineFailure;
import credence.engine.EngineLimits;
import credence.engine.FileSchema;
import credence.engine.ParquetEngine;
import credence.engine.ParquetEnvelope;
import credence.engine.TableFiles;
import credence.files.FileIdentity;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.model.SetCombination;
import credence.model.ValueRule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads training sets into memory and checks them against a model spec, reporting all errors of
/// all files at once.
///
/// First each file's schema is checked, then the values while they are read. Only the columns that
/// the spec needs are read. Each file's digest is computed concurrently.
public final class TrainingTableReader {
  /// The maximum number of rows of all training sets together.
  public static final long ROWS_MAX = 500_000_000;

  private final ModelSpec spec;
  private final EngineLimits limits;
  private final SetCombination combination;
  private final ValueRule rule;

  /// Creates a reader that concatenates several files.
  ///
  /// @param spec determines the required columns and their uses
  public TrainingTableReader(ModelSpec spec, EngineLimits limits) {
    this(spec, limits, SetCombination.CONCATENATED);
  }

  /// Creates a reader.
  ///
  /// @param spec determines the required columns and their uses
  /// @param combination how several files are combined
  public TrainingTableReader(ModelSpec spec, EngineLimits limits, SetCombination combination) {
    this(spec, limits, combination, ValueRule.CANONICAL);
  }

  /// Creates a reader for the inputs of a version that may be of an earlier build.
  ///
  /// @param spec determines the required columns and their uses
  /// @param combination how several files are combined
  /// @param rule how values of the features that are not strings are read
  public TrainingTableReader(
      ModelSpec spec, EngineLimits limits, SetCombination combination, ValueRule rule) {
    this.spec = spec;
    this.limits = limits;
    this.combination = combination;
    this.rule = rule;
  }

  /// Reads files one after the other.
  ///
  /// @param files parquet or CSV files, at least one
  /// @param observer receives each customer
  /// @param progress receives the number of rows read
  /// @return the table; rejected with every error of all files; failed if memory, a disk or the
  ///   engine failed; cancelled by the progress or an interrupt of this thread
  public Result<TrainingTable> read(
      List<Path> files, CustomerObserver observer, ReadProgress progress) {
    List<Result<Path>> checked = checked(files);
    List<Path> whole = values(checked);
    try (ParquetEngine engine = ParquetEngine.open(limits, whole, columns())) {
      List<Result<DescribedFile>> described = new ArrayList<>();
      for (int i = 0; i < whole.size(); i++) {
        ReadProgress part = progress.part(share(i, whole), share(i + 1, whole));
        described.add(describe(engine, whole.get(i), part));
      }
      List<DescribedFile> readable = values(described);
      long rows = readable.stream().mapToLong(file -> file.schema().rows()).sum();
      return Result.all(checked)
          .and(Result.all(described), (_, known) -> known)
          .and(Result.all(plans(readable, whole.size())), (_, plans) -> plans)
          .then(plans -> atLeastOne(rows).map(_ -> plans))
          .and(atMost(rows), (plans, _) -> plans)
          .then(
              plans ->
                  new TableLoad(
                          engine, limits, plans, combination, observer, progress.afterChecks(whole))
                      .load());
    } catch (SQLException e) {
      // The engine cannot be opened or closed, independent of the files.
      Path first = files.isEmpty() ? limits.temporaryFolder() : files.getFirst();
      return new Result.Failed<>(List.of(EngineFailure.of(first, e, limits).error()));
    }
  }

  private Set<String> columns() {
    return WantedColumn.of(spec, rule).stream().map(WantedColumn::name).collect(Collectors.toSet());
  }

  private static <T> List<T> values(List<Result<T>> results) {
    return results.stream().flatMap(Result::stream).toList();
  }

  /// The files, each rejected if it cannot be a complete file or is listed twice, and failed if it
  /// cannot be read.
  private static List<Result<Path>> checked(List<Path> files) {
    if (files.isEmpty()) {
      return List.of(Result.rejected("training sets", "expected at least one file"));
    }
    Set<FileIdentity> seen = new HashSet<>();
    return files.stream()
        .map(file -> TableFiles.check(file).then(whole -> once(whole, seen)))
        .toList();
  }

  private static Result<Path> once(Path file, Set<FileIdentity> seen) {
    try {
      return seen.add(FileIdentity.of(file))
          ? Result.of(file)
          : Result.rejected(file.toString(), "expected each file once; it is listed twice");
    } catch (IOException e) {
      return ParquetEnvelope.unreadable(file, e);
    }
  }

  private static Result<Long> atLeastOne(long rows) {
    return rows > 0
        ? Result.of(rows)
        : Result.rejected("training sets", "expected at least one row, but there are none");
  }

  private static Result<Long> atMost(long rows) {
    return rows <= ROWS_MAX
        ? Result.of(rows)
        : Result.rejected(
            "training sets",
            String.format(
                Locale.ROOT, "expected at most %d rows, but there are %d", ROWS_MAX, rows));
  }

  /// The share of the reading that is done before a file is checked.
  private static double share(int index, List<Path> files) {
    return TableFiles.CHECK_SHARE * index / files.size();
  }

  /// A file with its schema.
  private record DescribedFile(Path file, FileSchema schema) {}

  private Result<DescribedFile> describe(ParquetEngine engine, Path file, ReadProgress progress) {
    return TableFiles.schema(
            engine,
            limits,
            file,
            spec.csv(),
            WantedColumn.cells(WantedColumn.of(spec, rule)),
            progress.shares())
        .map(schema -> new DescribedFile(file, schema));
  }

  /// Matches the required columns with those of each file.
  ///
  /// @param filesTotal the number of files, including unreadable ones
  private List<Result<FilePlan>> plans(List<DescribedFile> files, int filesTotal) {
    boolean indexed =
        spec.split().method() == ModelSpec.SplitMethod.NUMPY
            && (filesTotal == 1 || combination == SetCombination.NEWEST_COUNTS)
            && files.stream().anyMatch(file -> file.schema().storedPandasIndex() != null);
    return files.stream().map(file -> plan(file.file(), file.schema(), indexed)).toList();
  }

  /// Matches the required columns with a file's.
  ///
  /// @param indexed whether the pandas index is required, of files that have one
  private Result<FilePlan> plan(Path file, FileSchema schema, boolean indexed) {
    List<WantedColumn> wanted = new ArrayList<>(WantedColumn.of(spec, rule));
    String index = schema.storedPandasIndex();
    if (indexed && index != null) {
      wanted.add(new WantedColumn(index, WantedColumn.Use.INDEX));
    }
    List<Result<ColumnRead>> reads =
        new ArrayList<>(wanted.stream().map(column -> plan(column, file, schema)).toList());
    if (indexed && index == null) {
      reads.add(Result.of(ColumnRead.absent(new WantedColumn("", WantedColumn.Use.INDEX))));
    }
    return Result.all(reads)
        .map(planned -> new FilePlan(file, schema, spec.hasIds() ? planned : withRowKey(planned)));
  }

  private static List<ColumnRead> withRowKey(List<ColumnRead> reads) {
    List<ColumnRead> features = reads.stream().filter(read -> read.wanted().isFeature()).toList();
    return Stream.concat(reads.stream(), Stream.of(ColumnRead.row(features))).toList();
  }

  private static Result<ColumnRead> plan(WantedColumn wanted, Path file, FileSchema schema) {
    String place = file.getFileName() + ": column " + wanted.name();
    return schema
        .column(wanted.name(), place)
        .then(column -> ColumnRead.plan(wanted, column, place));
  }

  /// How one file is read.
  ///
  /// @param reads the required columns, in the same order for every file
  record FilePlan(Path file, FileSchema schema, List<ColumnRead> reads) {
    FilePlan {
      reads = List.copyOf(reads);
    }
  }
}
