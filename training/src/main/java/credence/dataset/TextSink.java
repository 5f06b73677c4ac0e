package credence.dataset;

import credence.engine.ColumnType;
import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// A limited number of distinct strings, each stored once.
final class TextSink implements ColumnSink {
  private final NumberColumn.Builder codes;
  private final Map<String, Integer> codeOfText = new LinkedHashMap<>();

  /// The distinct strings, shared by waiting blocks.
  private final Map<String, String> shared = new ConcurrentHashMap<>();

  private final int distinctMax;
  private final String noun;
  private boolean tooMany;

  TextSink(int rows, int distinctMax, String noun) {
    this.codes = new NumberColumn.Builder(rows);
    this.distinctMax = distinctMax;
    this.noun = noun;
  }

  @Override
  public Block open() {
    @Nullable String[] texts = new String[NumberColumn.BLOCK_ROWS];
    return new Block() {
      @Override
      public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
        for (int row = from; row < to; row++) {
          texts[at + row - from] = vector.isNull(row) ? null : share(vector.getString(row));
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
    return tooMany
        ? List.of(
            new LocatedError(
                place,
                "expected at most %d different %s: merge them into fewer"
                    .formatted(distinctMax, noun)))
        : List.of();
  }

  TextColumn build() {
    return new TextColumn(codes.build(), new ArrayList<>(codeOfText.keySet()));
  }
}
