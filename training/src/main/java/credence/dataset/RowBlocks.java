package credence.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBDataChunkReader;
import org.jspecify.annotations.Nullable;

/// Collects rows that arrive in any order and from several threads into blocks of 32,768.
///
/// The thread that completes a block seals it. Steps that depend on the order of rows, such as
/// numbering customers and levels, are done block by block, in order, by one thread at a time,
/// while the other threads continue. So a table is the same at any number of threads.
final class RowBlocks {
  private final List<ColumnSink> sinks;
  private final int rowsTotal;
  private final AtomicLong rowsDone = new AtomicLong();
  private final Map<Integer, Open> open = new ConcurrentHashMap<>();
  private final Map<Integer, Open> waiting = new HashMap<>();
  private int nextBlock;
  private boolean ordering;

  RowBlocks(List<ColumnSink> sinks, int rowsTotal) {
    this.sinks = sinks;
    this.rowsTotal = rowsTotal;
  }

  /// A block that is being filled.
  private record Open(List<ColumnSink.Block> columns, AtomicInteger rows) {}

  /// The number of rows received.
  long rowsDone() {
    return rowsDone.get();
  }

  /// Receives consecutive rows.
  ///
  /// @param firstRow the number of the first of them
  /// @param firstColumn the index of the first sink's column in the chunk
  /// @param reads how the columns are read, in the order of the sinks
  void accept(DuckDBDataChunkReader chunk, long firstRow, int firstColumn, List<ColumnRead> reads) {
    int rows = (int) chunk.rowCount();
    int from = 0;
    while (from < rows) {
      int block = (int) ((firstRow + from) >> NumberBlock.SHIFT);
      int at = (int) ((firstRow + from) & NumberBlock.MASK);
      int to = Math.min(rows, from + NumberColumn.BLOCK_ROWS - at);
      Open filling = open.computeIfAbsent(block, _ -> open());
      for (int i = 0; i < reads.size(); i++) {
        filling
            .columns()
            .get(i)
            .accept(chunk.vector(firstColumn + i), from, to, at, reads.get(i).type());
      }
      if (filling.rows().addAndGet(to - from) == rowsOf(block)) {
        finish(block, filling);
      }
      from = to;
    }
    rowsDone.addAndGet(rows);
  }

  private Open open() {
    return new Open(sinks.stream().map(ColumnSink::open).toList(), new AtomicInteger());
  }

  private int rowsOf(int block) {
    return Math.min(NumberColumn.BLOCK_ROWS, rowsTotal - block * NumberColumn.BLOCK_ROWS);
  }

  private void finish(int block, Open full) {
    open.remove(block);
    for (ColumnSink.Block column : full.columns()) {
      column.seal(block);
    }
    Open next = firstInOrder(block, full);
    while (next != null) {
      for (ColumnSink.Block column : next.columns()) {
        column.append(nextBlock, rowsOf(nextBlock));
      }
      next = nextInOrder();
    }
  }

  /// The next block in order; null if it is not complete, or another thread is processing it.
  private synchronized @Nullable Open firstInOrder(int block, Open full) {
    waiting.put(block, full);
    Open next = ordering ? null : waiting.remove(nextBlock);
    ordering |= next != null;
    return next;
  }

  private synchronized @Nullable Open nextInOrder() {
    nextBlock++;
    Open next = waiting.remove(nextBlock);
    ordering = next != null;
    return next;
  }
}
