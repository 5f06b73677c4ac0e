package credence.dataset;

import credence.engine.ColumnType;
import credence.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBReadableVector;

/// The keys of rows without ids, each of which is a customer. Rows with the same features have the
/// same key, which determines the side of a split by row.
final class RowKeySink implements ColumnSink {
  private final int rowsTotal;
  private final CustomerObserver observer;

  /// Only its number of distinct keys is used.
  private final CustomerIndex distinct = new CustomerIndex();

  /// The hashes of each row, a page for each block.
  private final List<long[]> hashes = new ArrayList<>();

  RowKeySink(int rows, CustomerObserver observer) {
    this.rowsTotal = rows;
    this.observer = observer;
  }

  @Override
  public Block open() {
    BlockKeys keys = new BlockKeys();
    return new Block() {
      @Override
      public void accept(DuckDBReadableVector vector, int from, int to, int at, ColumnType type) {
        int _ = keys.takeTexts(vector, from, to, at);
      }

      @Override
      public void append(int block, int rows) {
        distinct.number(keys, rows, new int[rows], 0);
        byte[] digits = new byte[DecimalDigits.BYTES_MAX];
        for (int row = 0; row < rows; row++) {
          keys.report(row, block * NumberColumn.BLOCK_ROWS + row, observer, digits);
        }
        hashes.add(keys.secondHashes());
      }
    };
  }

  @Override
  public long bytes() {
    return distinct.bytes()
        + (long) hashes.size() * NumberColumn.BLOCK_ROWS * (Long.BYTES + Integer.BYTES);
  }

  @Override
  public void addFindings(String column, long inexactIntegers, List<Finding> findings) {
    findings.add(new Finding.IndependentRows(rowsTotal, rowsTotal - distinct.count()));
  }

  /// The hash of each row's key.
  CustomerHashes hashes() {
    return new CustomerHashes(hashes, rowsTotal);
  }

  /// The customer of each row: the row itself.
  int[] build() {
    return IntStream.range(0, rowsTotal).toArray();
  }
}
