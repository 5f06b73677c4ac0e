package credence.trainingset;

import credence.model.Fault;
import credence.model.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// Takes the values of one wanted column, file after file, as the engine hands them out.
sealed interface ColumnSink {
  /// Takes the next rows.
  void accept(DuckDBReadableVector values, int rows, ColumnType type);

  /// How many bytes of the heap the values take so far.
  long bytes();

  /// What is wrong with the values; counts, never values.
  default void addFaults(String place, List<Fault> faults) {}

  /// What is to be said of the values.
  default void addFindings(String column, List<Finding> findings) {}

  /// The sink that a column's use asks for.
  ///
  /// @param observer told of each id
  static ColumnSink of(WantedColumn.Use use, CustomerObserver observer) {
    return switch (use) {
      case NUMBER -> new Numbers(false);
      case BOOLEAN, TARGET -> new Numbers(true);
      case CATEGORY -> new Texts(TextColumn.LEVELS_MAX, "levels");
      case GROUP -> new Texts(TextColumn.GROUPS_MAX, "groups");
      case DATE -> new Days();
      case INDEX -> new Keys(false, (_, _) -> {});
      case ID -> new Keys(true, observer);
    };
  }

  /// Numbers and truth values.
  final class Numbers implements ColumnSink {
    /// From here on a double does not hold every integer.
    private static final double INTEGER_EXACT_MAX = 0x1p53;

    private final NumberColumn.Builder values = new NumberColumn.Builder();
    private final boolean binary;
    private long notANumber;
    private long infinite;
    private long notBinary;
    private long inexact;

    Numbers(boolean binary) {
      this.binary = binary;
    }

    @Override
    public void accept(DuckDBReadableVector vector, int rows, ColumnType type) {
      boolean wide = type == ColumnType.WIDE_INTEGER;
      for (int row = 0; row < rows; row++) {
        double value = vector.getDouble(row, Double.NaN);
        if (Double.isNaN(value)) {
          notANumber += vector.isNull(row) ? 0 : 1;
        } else if (binary) {
          notBinary += value == 0 || value == 1 ? 0 : 1;
        } else if (Double.isInfinite(value)) {
          infinite++;
        } else if (wide) {
          inexact += Math.abs(value) >= INTEGER_EXACT_MAX ? 1 : 0;
        }
        values.add(value);
      }
    }

    @Override
    public long bytes() {
      return values.bytes();
    }

    @Override
    public void addFaults(String place, List<Fault> faults) {
      if (notBinary > 0) {
        faults.add(
            new Fault(
                place,
                "expected true and false, or 1 and 0; "
                    + Counts.rows(notBinary, "has another value", "have another value")));
      }
      if (infinite > 0) {
        faults.add(
            new Fault(
                place,
                "expected finite numbers; "
                    + Counts.rows(infinite, "is infinite", "are infinite")
                    + ": leave such values out or make them missing"));
      }
    }

    @Override
    public void addFindings(String column, List<Finding> findings) {
      if (notANumber > 0) {
        findings.add(
            new Finding(
                "not-a-number",
                column,
                notANumber,
                Counts.rows(notANumber, "holds NaN", "hold NaN")
                    + ", which counts as missing here."));
      }
      if (inexact > 0) {
        findings.add(
            new Finding(
                "inexact-integers",
                column,
                inexact,
                Counts.rows(inexact, "holds an integer", "hold integers")
                    + " of 2^53 or more, which were rounded to 53 bits: such numbers are ids more"
                    + " often than quantities."));
      }
    }

    NumberColumn build() {
      return values.build();
    }
  }

  /// Texts of a limited number, each kept once.
  final class Texts implements ColumnSink {
    private final NumberColumn.Builder codes = new NumberColumn.Builder();
    private final Map<String, Integer> codeOfText = new LinkedHashMap<>();
    private final int distinctMax;
    private final String noun;
    private boolean tooMany;

    Texts(int distinctMax, String noun) {
      this.distinctMax = distinctMax;
      this.noun = noun;
    }

    @Override
    public void accept(DuckDBReadableVector vector, int rows, ColumnType type) {
      for (int row = 0; row < rows; row++) {
        codes.add(vector.isNull(row) ? Double.NaN : code(vector.getString(row)));
      }
    }

    private double code(String text) {
      Integer code = codeOfText.get(text);
      if (code != null) {
        return code;
      }
      if (codeOfText.size() == distinctMax) {
        tooMany = true;
        return Double.NaN;
      }
      codeOfText.put(text, codeOfText.size());
      return codeOfText.size() - 1;
    }

    @Override
    public long bytes() {
      return codes.bytes();
    }

    @Override
    public void addFaults(String place, List<Fault> faults) {
      if (tooMany) {
        faults.add(
            new Fault(
                place,
                "expected at most %d different %s: bring them together into fewer"
                    .formatted(distinctMax, noun)));
      }
    }

    TextColumn build() {
      return new TextColumn(codes.build(), new ArrayList<>(codeOfText.keySet()));
    }
  }

  /// Dates, as days since 1970-01-01.
  final class Days implements ColumnSink {
    private static final long DAY_MICROS = 86_400_000_000L;

    private final NumberColumn.Builder days = new NumberColumn.Builder();

    @Override
    public void accept(DuckDBReadableVector vector, int rows, ColumnType type) {
      for (int row = 0; row < rows; row++) {
        days.add(vector.isNull(row) ? Double.NaN : Math.floorDiv(vector.getLong(row), DAY_MICROS));
      }
    }

    @Override
    public long bytes() {
      return days.bytes();
    }

    NumberColumn build() {
      return days.build();
    }
  }

  /// Ids or index values, numbered and forgotten.
  final class Keys implements ColumnSink {
    private final CustomerIndex index = new CustomerIndex();
    private final NumberColumn.Builder column = new NumberColumn.Builder();
    private final boolean required;
    private final CustomerObserver observer;
    private @Nullable String[] texts = new String[0];
    private int[] numbers = new int[0];
    private long missing;

    Keys(boolean required, CustomerObserver observer) {
      this.required = required;
      this.observer = observer;
    }

    @Override
    public void accept(DuckDBReadableVector vector, int rows, ColumnType type) {
      if (texts.length < rows) {
        texts = new String[rows];
        numbers = new int[rows];
      }
      for (int row = 0; row < rows; row++) {
        texts[row] = vector.isNull(row) ? null : vector.getString(row);
      }
      int known = index.count();
      index.number(texts, rows, numbers);
      for (int row = 0; row < rows; row++) {
        String text = texts[row];
        if (text == null) {
          missing++;
        } else if (numbers[row] == known) {
          observer.newCustomer(known++, text);
        }
        column.add(text == null ? Double.NaN : numbers[row]);
      }
    }

    @Override
    public long bytes() {
      return column.bytes() + index.bytes();
    }

    @Override
    public void addFaults(String place, List<Fault> faults) {
      if (required && missing > 0) {
        faults.add(
            new Fault(
                place,
                "expected an id in every row; "
                    + Counts.rows(missing, "has none", "have none")
                    + ": give them ids or leave them out"));
      }
    }

    int distinct() {
      return index.count();
    }

    /// The number of each row, -1 where there is no value.
    int[] build() {
      NumberColumn built = column.build();
      int[] numberOfRow = new int[built.rows()];
      for (int row = 0; row < numberOfRow.length; row++) {
        double number = built.get(row);
        numberOfRow[row] = Double.isNaN(number) ? CustomerIndex.NONE : (int) number;
      }
      return numberOfRow;
    }
  }
}
