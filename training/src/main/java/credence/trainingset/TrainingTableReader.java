package credence.trainingset;

import credence.model.Fault;
import credence.model.ModelSpec;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /// Makes a reader.
  ///
  /// @param spec what columns are needed and what for
  public TrainingTableReader(ModelSpec spec, EngineLimits limits) {
    this.spec = spec;
    this.limits = limits;
  }

  /// Reads files one after the other.
  ///
  /// @param files parquet files, at least one
  /// @param observer told of each customer
  /// @param progress told of the rows read
  /// @return the table; or all faults; or that the reading was given up
  public TableReading read(List<Path> files, CustomerObserver observer, ReadProgress progress) {
    List<Fault> faults = new ArrayList<>();
    List<Path> whole = wholeFiles(files, faults);
    try (ParquetEngine engine = ParquetEngine.open(limits, files)) {
      List<FilePlan> plans = new ArrayList<>();
      for (Path file : whole) {
        FilePlan plan = plan(engine, file, files.size() == 1, faults);
        if (plan != null) {
          plans.add(plan);
        }
      }
      addRowFaults(plans, faults);
      if (!faults.isEmpty()) {
        return new TableReading.Refused(faults);
      }
      return new TableLoad(engine, limits, plans, observer, progress).load();
    } catch (SQLException e) {
      throw new IllegalStateException("The parquet engine cannot be started", e);
    }
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

  /// Matches the wanted columns with a file's; null if the file cannot be read at all.
  private @Nullable FilePlan plan(
      ParquetEngine engine, Path file, boolean alone, List<Fault> faults) {
    FileSchema schema;
    try {
      schema = engine.schema(file);
    } catch (SQLException e) {
      faults.add(EngineFaults.of(file, e, limits));
      return null;
    }
    List<ColumnRead> reads = new ArrayList<>();
    for (WantedColumn wanted : wanted(schema, alone)) {
      String place = place(file, wanted.name());
      String missing = schema.lookupFault(wanted.name());
      if (missing != null) {
        faults.add(new Fault(place, missing));
        continue;
      }
      switch (ColumnRead.plan(wanted, schema.column(wanted.name()).orElseThrow(), place)) {
        case ColumnRead.Fitting(ColumnRead read) -> reads.add(read);
        case ColumnRead.Wrong(Fault fault) -> faults.add(fault);
      }
    }
    return new FilePlan(file, schema, reads);
  }

  /// The columns that the spec wants, and the pandas index where the split goes by it.
  private List<WantedColumn> wanted(FileSchema schema, boolean alone) {
    List<WantedColumn> wanted = new ArrayList<>(WantedColumn.of(spec));
    String index = schema.pandasIndexColumn();
    boolean byIndex = alone && spec.split().method() == ModelSpec.SplitMethod.NUMPY;
    if (byIndex && index != null && schema.lookupFault(index) == null) {
      wanted.add(new WantedColumn(index, WantedColumn.Use.INDEX));
    }
    return wanted;
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
