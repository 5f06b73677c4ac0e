package credence.trainingset;

import credence.model.Fault;
import credence.model.ModelSpec;
import credence.model.SetCombination;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads training sets into memory, checked against a model spec: every fault of every file at
/// once.
///
/// First what each file says of itself is checked, then the values while they are read. Only the
/// columns that the spec needs are read. Each file's digest is taken beside the reading.
public final class TrainingTableReader {
  /// The most rows of all training sets together.
  public static final long ROWS_MAX = 500_000_000;

  private final ModelSpec spec;
  private final EngineLimits limits;
  private final SetCombination combination;

  /// Makes a reader that concatenates several files.
  ///
  /// @param spec what columns are needed and what for
  public TrainingTableReader(ModelSpec spec, EngineLimits limits) {
    this(spec, limits, SetCombination.CONCATENATED);
  }

  /// Makes a reader.
  ///
  /// @param spec what columns are needed and what for
  /// @param combination how several files become one table
  public TrainingTableReader(ModelSpec spec, EngineLimits limits, SetCombination combination) {
    this.spec = spec;
    this.limits = limits;
    this.combination = combination;
  }

  /// Reads files one after the other.
  ///
  /// @param files parquet files, at least one
  /// @param observer told of each customer
  /// @param progress told of the rows read
  /// @return the table; or all faults; or that the reading was given up
  public TableReading read(List<Path> files, CustomerObserver observer, ReadProgress progress) {
    List<Fault> faults = new ArrayList<>();
    List<Fault> failures = new ArrayList<>();
    List<Path> whole = wholeFiles(files, faults);
    try (ParquetEngine engine = ParquetEngine.open(limits, whole, columns())) {
      List<FilePlan> plans = plans(engine, whole, faults, failures);
      if (!failures.isEmpty()) {
        failures.addAll(faults);
        return new TableReading.Failed(failures);
      }
      addRowFaults(plans, faults);
      if (!faults.isEmpty()) {
        return new TableReading.Refused(faults);
      }
      return new TableLoad(engine, limits, plans, combination, observer, progress).load();
    } catch (SQLException e) {
      // The engine cannot be opened or closed, whatever the files are.
      Path first = files.isEmpty() ? limits.temporaryFolder() : files.getFirst();
      return new TableReading.Failed(List.of(EngineFailure.of(first, e, limits).fault()));
    }
  }

  private Set<String> columns() {
    return WantedColumn.of(spec).stream().map(WantedColumn::name).collect(Collectors.toSet());
  }

  /// Leaves out, and faults, what is not a whole parquet file or was named before.
  private static List<Path> wholeFiles(List<Path> files, List<Fault> faults) {
    List<Path> whole = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (Path file : files) {
      String fault = ParquetEnvelope.fault(file);
      if (fault != null) {
        faults.add(new Fault(file.toString(), fault));
      } else if (!seen.add(file.toAbsolutePath().normalize())) {
        faults.add(new Fault(file.toString(), "expected each file once; it is named twice"));
      } else {
        whole.add(file);
      }
    }
    if (files.isEmpty()) {
      faults.add(new Fault("training sets", "expected at least one parquet file"));
    }
    return whole;
  }

  private static void addRowFaults(List<FilePlan> plans, List<Fault> faults) {
    long rows = plans.stream().mapToLong(plan -> plan.schema().rows()).sum();
    if (faults.isEmpty() && rows == 0) {
      faults.add(new Fault("training sets", "expected at least one row, there is none"));
    }
    if (rows > ROWS_MAX) {
      faults.add(
          new Fault(
              "training sets", "expected at most %d rows, there are %d".formatted(ROWS_MAX, rows)));
    }
  }

  /// Matches the wanted columns with those of each file that can be read at all.
  ///
  /// @param failures receives what is not the files' own fault
  private List<FilePlan> plans(
      ParquetEngine engine, List<Path> files, List<Fault> faults, List<Fault> failures) {
    Map<Path, FileSchema> schemas = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        schemas.put(file, engine.schema(file));
      } catch (SQLException e) {
        EngineFailure failure = EngineFailure.of(file, e, limits);
        (failure.kind().ofFile() ? faults : failures).add(failure.fault());
      }
    }
    boolean indexed =
        spec.split().method() == ModelSpec.SplitMethod.NUMPY
            && (files.size() == 1 || combination == SetCombination.NEWEST_COUNTS)
            && schemas.values().stream().anyMatch(schema -> schema.storedPandasIndex() != null);
    List<FilePlan> plans = new ArrayList<>();
    schemas.forEach((file, schema) -> plans.add(plan(file, schema, indexed, faults)));
    return plans;
  }

  /// Matches the wanted columns with a file's.
  ///
  /// @param indexed whether the pandas index is wanted, of those files that have one
  private FilePlan plan(Path file, FileSchema schema, boolean indexed, List<Fault> faults) {
    List<ColumnRead> reads = new ArrayList<>();
    List<WantedColumn> wanted = new ArrayList<>(WantedColumn.of(spec));
    String index = schema.storedPandasIndex();
    if (indexed && index != null) {
      wanted.add(new WantedColumn(index, WantedColumn.Use.INDEX));
    }
    for (WantedColumn column : wanted) {
      String place = place(file, column.name());
      String missing = schema.lookupFault(column.name());
      if (missing != null) {
        faults.add(new Fault(place, missing));
        continue;
      }
      switch (ColumnRead.plan(column, schema.column(column.name()).orElseThrow(), place)) {
        case ColumnRead.Fitting(ColumnRead read) -> reads.add(read);
        case ColumnRead.Wrong(Fault fault) -> faults.add(fault);
      }
    }
    if (indexed && index == null) {
      reads.add(ColumnRead.absent(new WantedColumn("", WantedColumn.Use.INDEX)));
    }
    return new FilePlan(file, schema, reads);
  }

  private static String place(Path file, String column) {
    return file.getFileName() + ": column " + column;
  }

  /// How one file is read.
  ///
  /// @param reads the wanted columns, of the same order in every file
  record FilePlan(Path file, FileSchema schema, List<ColumnRead> reads) {
    FilePlan {
      reads = List.copyOf(reads);
    }
  }
}
