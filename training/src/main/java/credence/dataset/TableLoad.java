package credence.dataset;

import credence.dataset.TrainingTable.PandasIndex;
import credence.dataset.TrainingTable.TableColumns;
import credence.dataset.TrainingTableReader.FilePlan;
import credence.engine.EngineFailure;
import credence.engine.EngineLimits;
import credence.engine.ParquetEngine;
import credence.engine.ParquetEnvelope;
import credence.engine.WatchedStatement;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.Provenance.TrainingSetReference;
import credence.model.Result;
import credence.model.SetCombination;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// One reading of files whose schemas are valid: reads the values into columns and collects their
/// errors. Used once.
final class TableLoad {
  /// The table's maximum share of the heap; the rest is for the fit and the evaluation.
  private static final double HEAP_SHARE_MAX = 0.8;

  /// After a quarter of the rows, within these bounds, the heap memory of all rows is estimated.
  private static final long PROJECTION_ROWS_MIN = 1 << 17;

  private static final long PROJECTION_ROWS_MAX = 1 << 20;

  private final ParquetEngine engine;
  private final EngineLimits limits;
  private final List<FilePlan> plans;
  private final SetCombination combination;
  private final ReadProgress progress;
  private final List<WantedColumn> wanted;
  private final List<ColumnSink> sinks;
  private final long rowsTotal;
  private final RowBlocks rows;
  private @Nullable LocatedError heapFailure;

  TableLoad(
      ParquetEngine engine,
      EngineLimits limits,
      List<FilePlan> plans,
      SetCombination combination,
      CustomerObserver observer,
      ReadProgress progress) {
    this.engine = engine;
    this.limits = limits;
    this.plans = plans;
    this.combination = combination;
    this.progress = progress;
    this.rowsTotal = plans.stream().mapToLong(plan -> plan.schema().rows()).sum();
    this.wanted = plans.getFirst().reads().stream().map(ColumnRead::wanted).toList();
    int count = Math.toIntExact(rowsTotal);
    this.sinks = wanted.stream().map(column -> ColumnSink.of(column, count, observer)).toList();
    this.rows = new RowBlocks(sinks, count);
  }

  /// Reads all files, up to the first one that cannot be read.
  ///
  /// @return the table; rejected with all errors of the values, or of a damaged file; failed if
  ///   memory, a disk or the engine failed, or a file was changed meanwhile
  Result<TrainingTable> load() {
    List<TrainingSetReference> sets = new ArrayList<>();
    for (FilePlan plan : plans) {
      Result<TrainingSetReference> set = load(plan);
      if (!(set instanceof Result.Value<TrainingSetReference>(TrainingSetReference read))) {
        return set.then(_ -> new Result.Cancelled<>());
      }
      sets.add(read);
    }
    List<LocatedError> errors = new ArrayList<>();
    for (int i = 0; i < sinks.size(); i++) {
      errors.addAll(sinks.get(i).errors(place(wanted.get(i))));
    }
    return errors.isEmpty() ? Result.of(table(sets)) : new Result.Rejected<>(errors);
  }

  private Result<TrainingSetReference> load(FilePlan plan) {
    FileDigest digest = null;
    Result<TrainingSetReference> set = new Result.Cancelled<>();
    try {
      digest = FileDigest.start(plan.file());
      if (readRows(plan)) {
        String name = plan.file().getFileName().toString();
        return Result.of(new TrainingSetReference(name, digest.sha256(), plan.schema().rows()));
      }
      if (heapFailure != null) {
        set = new Result.Failed<>(List.of(heapFailure));
      }
    } catch (SQLException e) {
      set = EngineFailure.of(plan.file(), e, limits).result();
    } catch (IOException e) {
      set = unreadable(plan.file(), e, digest);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (digest != null) {
      digest.cancel();
    }
    return set;
  }

  /// A file whose rows are not those of its footer is damaged, unless it has changed meanwhile.
  private static Result<TrainingSetReference> unreadable(
      Path file, IOException e, @Nullable FileDigest digest) {
    try {
      return e instanceof RowFunction.RowsDifferException && digest != null && !digest.hasChanged()
          ? ParquetEnvelope.damaged(file, RowFunction.RowsDifferException.damage(file))
          : ParquetEnvelope.unreadable(file, e);
    } catch (IOException gone) {
      return ParquetEnvelope.unreadable(file, gone);
    }
  }

  /// Reads a file's rows; false if cancelled, or if they do not fit into the heap.
  private boolean readRows(FilePlan plan) throws SQLException, IOException {
    long firstRow = rows.rowsDone();
    RowFunction function =
        new RowFunction("credence_take_" + plans.indexOf(plan), plan, rows, firstRow);
    function.register(engine.connection());
    try (DuckDBPreparedStatement statement = engine.prepare(function.statement(), plan.file())) {
      if (!WatchedStatement.run(statement, this::proceed)) {
        return false;
      }
    } catch (SQLException e) {
      function.rethrow();
      throw e;
    }
    if (rows.rowsDone() != firstRow + plan.schema().rows()) {
      throw new RowFunction.RowsDifferException();
    }
    return progress.proceed(rows.rowsDone(), rowsTotal);
  }

  private boolean proceed() {
    long done = rows.rowsDone();
    return (done < projectionRows() || fitsHeap(done)) && progress.proceed(done, rowsTotal);
  }

  private long projectionRows() {
    return Math.clamp(rowsTotal / 4, PROJECTION_ROWS_MIN, PROJECTION_ROWS_MAX);
  }

  private boolean fitsHeap(long rowsDone) {
    long bytes = sinks.stream().mapToLong(ColumnSink::bytes).sum();
    heapFailure =
        heapFailure((double) bytes / rowsDone * rowsTotal, Runtime.getRuntime().maxMemory());
    return heapFailure == null;
  }

  /// Why a table does not fit the heap; null if it does.
  ///
  /// @param tableBytes the actual or estimated size of its rows
  /// @param heapBytes the maximum size of the heap
  static @Nullable LocatedError heapFailure(double tableBytes, long heapBytes) {
    double needed = tableBytes / HEAP_SHARE_MAX;
    if (needed <= heapBytes) {
      return null;
    }
    long neededMebibytes = (long) Math.ceil(needed / (1 << 20));
    // Slightly less than -Xmx is usable: a part of the young generation is always empty.
    long setting = (neededMebibytes + neededMebibytes / 32) / 64 * 64 + 64;
    return new LocatedError(
        "training sets",
        String.format(
            Locale.ROOT,
            "expected to fit into the heap: about %d MiB are needed, %d of them for the rows and the rest for"
                + " the fit and the evaluation, but it has %d MiB. Set "
                + "CREDENCE_JAVA_OPTIONS=-Xmx%4$dm, or for processes that a server starts "
                + "its setting trainingHeapMebibytes=%4$d; or train on fewer rows or "
                + "columns",
            neededMebibytes,
            (long) tableBytes >> 20,
            heapBytes >> 20,
            setting));
  }

  private String place(WantedColumn column) {
    String place = "column " + column.name();
    return plans.size() == 1 ? plans.getFirst().file().getFileName() + ": " + place : place;
  }

  private TrainingTable table(List<TrainingSetReference> sets) {
    Map<String, NumberColumn> numbers = new LinkedHashMap<>();
    Map<String, TextColumn> categories = new LinkedHashMap<>();
    Map<String, TextColumn> groups = new LinkedHashMap<>();
    NumberColumn target = null;
    BitSet excluded = new BitSet();
    NumberColumn days = null;
    int[] customerOfRow = new int[0];
    CustomerHashes hashes = null;
    long[] index = null;
    for (int i = 0; i < sinks.size(); i++) {
      WantedColumn column = wanted.get(i);
      switch (sinks.get(i)) {
        case ColumnSink.Numbers sink when column.use() == WantedColumn.Use.TARGET ->
            target = sink.build();
        case OutcomeSink sink -> {
          target = sink.build();
          excluded = sink.excluded();
        }
        case ColumnSink.Numbers sink -> numbers.put(column.name(), sink.build());
        case TextSink sink when column.use() == WantedColumn.Use.GROUP ->
            groups.put(column.name(), sink.build());
        case TextSink sink -> categories.put(column.name(), sink.build());
        case ColumnSink.Days sink -> days = sink.build();
        case ColumnSink.Keys sink when column.use() == WantedColumn.Use.INDEX ->
            index = IntStream.of(sink.build()).asLongStream().toArray();
        case RowKeySink sink -> {
          hashes = sink.hashes();
          customerOfRow = sink.build();
        }
        case ColumnSink.Keys sink -> {
          hashes = sink.hashes();
          customerOfRow = sink.build();
        }
      }
    }
    TableColumns columns =
        new TableColumns(
            customerOfRow,
            Objects.requireNonNull(hashes),
            Objects.requireNonNull(target),
            excluded,
            numbers,
            categories,
            groups,
            days,
            applicationInstants());
    return new TrainingTable(sets, combination, columns, pandasIndexes(index), findings());
  }

  private boolean applicationInstants() {
    return plans.stream()
        .flatMap(plan -> plan.reads().stream())
        .anyMatch(read -> read.wanted().use() == WantedColumn.Use.DATE && read.isInstant());
  }

  /// The pandas index of each file.
  ///
  /// @param values of all rows; null if the index was not read
  private List<PandasIndex> pandasIndexes(long @Nullable [] values) {
    boolean known = plans.size() == 1 || combination == SetCombination.NEWEST_COUNTS;
    List<PandasIndex> indexes = new ArrayList<>();
    for (FilePlan plan : plans) {
      if (values != null && plan.schema().storedPandasIndex() != null) {
        indexes.add(new PandasIndex.Values(values));
      } else if (known && plan.schema().pandasRangeIndex()) {
        indexes.add(new PandasIndex.Range());
      } else {
        indexes.add(new PandasIndex.None());
      }
    }
    return indexes;
  }

  private List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < sinks.size(); i++) {
      String column = wanted.get(i).name();
      for (FilePlan plan : plans) {
        Finding.Conversion conversion = plan.reads().get(i).conversion();
        if (conversion != null) {
          String file = String.valueOf(plan.file().getFileName());
          findings.add(new Finding.ConvertedType(column, plan.schema().rows(), file, conversion));
        }
      }
      int read = i;
      sinks
          .get(i)
          .addFindings(
              column,
              plans.stream().mapToLong(plan -> plan.reads().get(read).inexactIntegers()).sum(),
              findings);
    }
    return findings;
  }
}
