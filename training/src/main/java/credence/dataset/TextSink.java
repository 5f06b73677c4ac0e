package credence.dataset;

import credence.engine.ColumnType;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.ValueRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// A limited number of distinct strings, each stored once; numbers as the levels that
/// [ValueRule#level(double)] returns.
final class TextSink implements ColumnSink {
  private final NumberColumn.Builder codes;
  private final Map<String, Integer> codeOfText = new LinkedHashMap<>();

  /// The distinct strings, shared by waiting blocks.
  private final Map<String, String> shared = new ConcurrentHashMap<>();

  private final int distinctMax;
  private final String noun;
  private final boolean readsNumbers;
  private final NumberChecks checks = new NumberChecks();
  private boolean tooMany;

  private TextSink(int rows, int distinctMax, String noun, boolean readsNumbers) {
    this.codes = new NumberColumn.Builder(rows);
    this.distinctMax = distinctMax;
    this.noun = noun;
    this.readsNumbers = readsNumbers;
  }

  /// The levels of a category.
  ///
  /// @param rule how columns of numbers are read: as numbers, or as strings
  static TextSink levels(int rows, ValueRule rule) {
    return new TextSink(rows, TextColumn.LEVELS_MAX, "levels", rule == ValueRule.CANONICAL);
  }

  /// The groups of a column, read as strings.
  static TextSink groups(int rows) {
    return new TextSink(rows, TextColumn.GROUPS_MAX, "groups", false);
  }

  @Override
  public Block open() {
    @Nullable String[] texts = new String[NumberColumn.BLOCK_ROWS];
    LevelCache cache = new LevelCache();
    return new Block() {
      @Override
      public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
        boolean numbers = readsNumbers && type.isNumber();
        for (int row = from; row < to; row++) {
          texts[at + row - from] = numbers ? level(vector, row, type, cache) : text(vector, row);
        }
      }

      @Override
      public void append(int block, int rows) {
        double[] values = codes.open();
        for (int row = 0; row < rows; row++) {
          String text = texts[row];
          values[row] = text == null ? Double.NaN : code(text);
        }
        codes.seal(block, values);
      }
    };
  }

  private @Nullable String text(DuckDBReadableVector vector, int row) {
    return vector.isNull(row) ? null : share(vector.getString(row));
  }

  private @Nullable String level(
      DuckDBReadableVector vector, int row, ColumnType type, LevelCache cache) {
    double number = vector.getDouble(row, Double.NaN);
    checks.count(number, vector, row, type.isWideInteger());
    return Double.isFinite(number) ? share(cache.level(number)) : null;
  }

  private String share(String text) {
    String known = shared.get(text);
    if (known == null && shared.size() <= distinctMax) {
      known = shared.putIfAbsent(text, text);
    }
    return known == null ? text : known;
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
  public List<LocatedError> errors(String place) {
    List<LocatedError> errors = new ArrayList<>(checks.errors(place));
    if (tooMany) {
      errors.add(
          new LocatedError(
              place,
              "expected at most "
                  + distinctMax
                  + " different "
                  + noun
                  + ": merge them into fewer"));
    }
    return errors;
  }

  @Override
  public void addFindings(String column, long inexactIntegers, List<Finding> findings) {
    checks.addFindings(column, inexactIntegers, findings);
  }

  TextColumn build() {
    return new TextColumn(codes.build(), new ArrayList<>(codeOfText.keySet()));
  }
}
