package credence.dataset;

import credence.engine.ColumnType;
import credence.model.Finding;
import credence.model.LocatedError;
import credence.model.OutcomeValues;
import credence.model.OutcomeValues.Meaning;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// Outcomes whose values a spec lists: 1 for a default, 0 for none, NaN if missing or excluded.
final class OutcomeSink implements ColumnSink {
  /// The maximum number of other values that are counted exactly.
  private static final int OTHERS_MAX = 100;

  private final NumberColumn.Builder outcomes;
  private final boolean canExclude;
  private final Map<String, Meaning> meanings;
  private final NumberChecks checks = new NumberChecks();
  private final LongAdder unlisted = new LongAdder();
  private final Set<String> others = ConcurrentHashMap.newKeySet();
  private final BitSet excluded = new BitSet();

  OutcomeSink(int rows, OutcomeValues values) {
    this.outcomes = new NumberColumn.Builder(rows);
    this.canExclude = !values.excluded().isEmpty();
    this.meanings = values.meanings();
  }

  @Override
  public Block open() {
    double[] values = outcomes.open();
    boolean[] out = new boolean[NumberColumn.BLOCK_ROWS];
    LevelCache cache = new LevelCache();
    return new Block() {
      @Override
      public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
        for (int row = from; row < to; row++) {
          String key = type.isNumber() ? key(vector, row, type, cache) : key(vector, row);
          Meaning meaning = key == null ? null : meanings.get(key);
          if (key != null && meaning == null) {
            addOther(key);
          }
          values[at + row - from] =
              meaning == Meaning.DEFAULT ? 1 : meaning == Meaning.GOOD ? 0 : Double.NaN;
          out[at + row - from] = meaning == Meaning.EXCLUDED;
        }
      }

      @Override
      public void seal(int block) {
        outcomes.seal(block, values);
      }

      @Override
      public void append(int block, int rows) {
        for (int row = 0; row < rows; row++) {
          if (out[row]) {
            excluded.set(block * NumberColumn.BLOCK_ROWS + row);
          }
        }
      }
    };
  }

  private @Nullable String key(
      DuckDBReadableVector vector, int row, ColumnType type, LevelCache cache) {
    double number = vector.getDouble(row, Double.NaN);
    checks.count(number, vector, row, type.isWideInteger());
    return Double.isFinite(number) ? cache.level(number) : null;
  }

  private static @Nullable String key(DuckDBReadableVector vector, int row) {
    return vector.isNull(row) ? null : OutcomeValues.key(vector.getString(row));
  }

  private void addOther(String key) {
    unlisted.increment();
    if (others.size() <= OTHERS_MAX) {
      others.add(key);
    }
  }

  @Override
  public long bytes() {
    return outcomes.bytes();
  }

  @Override
  public List<LocatedError> errors(String place) {
    List<LocatedError> errors = new ArrayList<>();
    if (unlisted.sum() > 0) {
      String values =
          others.size() > OTHERS_MAX
              ? "more than " + OTHERS_MAX + " other values"
              : Figures.count(others.size(), "other value", "other values");
      errors.add(
          new LocatedError(
              place,
              "expected the values that target lists as %s; %s %s: add %s to one of these lists%s"
                  .formatted(
                      canExclude ? "default, good or exclude" : "default or good",
                      Figures.rows(unlisted.sum(), "has", "have"),
                      values,
                      others.size() == 1 ? "it" : "them",
                      canExclude ? "" : ", or to exclude, which excludes the rows")));
    }
    errors.addAll(checks.errors(place));
    return errors;
  }

  @Override
  public void addFindings(String column, long inexactIntegers, List<Finding> findings) {
    checks.addFindings(column, inexactIntegers, findings);
  }

  NumberColumn build() {
    return outcomes.build();
  }

  /// The rows of the table whose outcome is excluded.
  BitSet excluded() {
    return excluded;
  }
}
