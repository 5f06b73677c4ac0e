package credence.dataset;

import credence.engine.ColumnType;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ValueRule;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.duckdb.DuckDBReadableVector;

/// Receives the values of one required column in blocks of rows; see [RowBlocks].
sealed interface ColumnSink
    permits ColumnSink.Numbers,
        OutcomeSink,
        TextSink,
        ColumnSink.Days,
        ColumnSink.Keys,
        RowKeySink {
  /// Opens a block for adding rows in any order.
  Block open();

  /// The heap memory of the values so far, in bytes.
  long bytes();

  /// All errors of the values; with counts, never with values.
  ///
  /// @param place the location of the values
  default List<LocatedError> errors(String place) {
    return List.of();
  }

  /// The findings on the values.
  ///
  /// @param inexactIntegers the number of integers in CSV files that a double may not represent
  ///   exactly
  default void addFindings(String column, long inexactIntegers, List<Finding> findings) {}

  /// Receives the values of a block of rows.
  interface Block {
    /// Receives some rows; called from several threads, each with its own rows.
    ///
    /// @param from the first row of the vector
    /// @param to the row of the vector after the last
    /// @param at the index of the first row in the block
    void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type);

    /// Called by one thread when the block is full; other blocks may be in progress.
    default void seal(int block) {}

    /// Called afterwards in the order of blocks, by one thread at a time.
    default void append(int block, int rows) {}
  }

  /// Creates the sink for a column.
  ///
  /// @param rows the total number of rows
  /// @param observer receives each id
  static ColumnSink of(WantedColumn column, int rows, CustomerObserver observer) {
    return switch (column.use()) {
      case NUMBER -> new Numbers(rows, Content.NUMBERS);
      case BOOLEAN -> new Numbers(rows, Content.BOOLEANS);
      case TARGET -> new Numbers(rows, Content.OUTCOMES);
      case LISTED_TARGET -> new OutcomeSink(rows, Objects.requireNonNull(column.outcomes()));
      case CATEGORY -> TextSink.levels(rows, ValueRule.CANONICAL);
      case LITERAL_CATEGORY -> TextSink.levels(rows, ValueRule.LITERAL);
      case GROUP -> TextSink.groups(rows);
      case DATE -> new Days(rows);
      case INDEX -> new Keys(rows, false, CustomerObserver.NONE);
      case ID -> new Keys(rows, true, observer);
      case ROW -> new RowKeySink(rows, observer);
    };
  }

  /// The content of a column of numbers.
  enum Content {
    NUMBERS,
    BOOLEANS,
    OUTCOMES
  }

  /// Numbers and booleans.
  final class Numbers implements ColumnSink {
    private final NumberColumn.Builder column;
    private final boolean binary;
    private final boolean outcomes;
    private final NumberChecks checks = new NumberChecks();
    private final LongAdder notBinary = new LongAdder();

    Numbers(int rows, Content content) {
      this.column = new NumberColumn.Builder(rows);
      this.binary = content != Content.NUMBERS;
      this.outcomes = content == Content.OUTCOMES;
    }

    @Override
    public Block open() {
      double[] values = column.open();
      return new Block() {
        @Override
        public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
          boolean wide = type.isWideInteger();
          for (int row = from; row < to; row++) {
            double value = vector.getDouble(row, Double.NaN);
            values[at + row - from] = value;
            if (binary || wide || !Double.isFinite(value)) {
              check(value, vector, row, wide);
            }
          }
        }

        @Override
        public void seal(int block) {
          column.seal(block, values);
        }
      };
    }

    private void check(double value, DuckDBReadableVector vector, int row, boolean wide) {
      if (!binary || Double.isNaN(value)) {
        checks.count(value, vector, row, wide);
      } else if (value != 0 && value != 1) {
        notBinary.increment();
      }
    }

    @Override
    public long bytes() {
      return column.bytes();
    }

    @Override
    public List<LocatedError> errors(String place) {
      List<LocatedError> errors = new ArrayList<>();
      if (notBinary.sum() > 0) {
        errors.add(
            new LocatedError(
                place,
                "expected true and false, or 1 and 0; "
                    + Figures.rows(
                        notBinary.sum(), "has a different value", "have a different value")
                    + (outcomes
                        ? ": list in the target of the spec which values mean default and which"
                            + " mean good"
                        : "")));
      }
      errors.addAll(checks.errors(place));
      return errors;
    }

    @Override
    public void addFindings(String name, long inexactIntegers, List<Finding> findings) {
      checks.addFindings(name, inexactIntegers, findings);
    }

    NumberColumn build() {
      return column.build();
    }
  }

  /// Dates, as days since 1970-01-01.
  final class Days implements ColumnSink {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final NumberColumn.Builder column;

    Days(int rows) {
      this.column = new NumberColumn.Builder(rows);
    }

    @Override
    public Block open() {
      double[] days = column.open();
      return new Block() {
        @Override
        public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
          for (int row = from; row < to; row++) {
            days[at + row - from] =
                vector.isNull(row) ? Double.NaN : Math.floorDiv(vector.getLong(row), DAY_MICROS);
          }
        }

        @Override
        public void seal(int block) {
          column.seal(block, days);
        }
      };
    }

    @Override
    public long bytes() {
      return column.bytes();
    }

    NumberColumn build() {
      return column.build();
    }
  }

  /// Ids or index values, which are numbered and not stored.
  final class Keys implements ColumnSink {
    private final CustomerIndex index = new CustomerIndex();
    private final boolean required;
    private final CustomerObserver observer;
    private final Queue<KeyBlock> spare = new ConcurrentLinkedQueue<>();
    private final int[] numberOfRow;
    private final LongAdder missing = new LongAdder();
    private volatile int rowsNumbered;

    Keys(int rows, boolean required, CustomerObserver observer) {
      this.numberOfRow = new int[rows];
      this.required = required;
      this.observer = observer;
    }

    @Override
    public Block open() {
      KeyBlock block = spare.poll();
      return block == null ? new KeyBlock() : block;
    }

    /// The keys of a block until they are numbered; used for one block after the other.
    private final class KeyBlock implements Block {
      private final BlockKeys keys = new BlockKeys();

      @Override
      public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
        int without =
            type.fitsLong()
                ? keys.takeIntegers(vector, from, to, at)
                : keys.takeTexts(vector, from, to, at);
        missing.add(without);
      }

      @Override
      public void append(int block, int rows) {
        int known = index.count();
        int first = block * NumberColumn.BLOCK_ROWS;
        index.number(keys, rows, numberOfRow, first);
        byte[] digits = new byte[DecimalDigits.BYTES_MAX];
        for (int row = 0; row < rows; row++) {
          if (numberOfRow[first + row] == known) {
            keys.report(row, known++, observer, digits);
          }
        }
        rowsNumbered = first + rows;
        keys.clear();
        spare.add(this);
      }
    }

    @Override
    public long bytes() {
      return (long) rowsNumbered * Integer.BYTES + index.bytes();
    }

    @Override
    public List<LocatedError> errors(String place) {
      return required && missing.sum() > 0
          ? List.of(
              new LocatedError(
                  place,
                  "expected an id in every row; "
                      + Figures.rows(missing.sum(), "has none", "have none")
                      + ": add ids or remove these rows"))
          : List.of();
    }

    /// The hashes of the distinct keys.
    CustomerHashes hashes() {
      return index.hashes();
    }

    /// The number of each row, -1 where there is no value.
    int[] build() {
      return numberOfRow;
    }
  }
}
