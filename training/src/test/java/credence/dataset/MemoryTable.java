package credence.dataset;

import credence.dataset.TrainingTable.PandasIndex;
import credence.dataset.TrainingTable.TableColumns;
import credence.model.Provenance.TrainingSetReference;
import credence.model.SetCombination;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Creates tables from arrays.
public final class MemoryTable {
  private final int[] customers;
  private final Map<String, NumberColumn> numbers = new LinkedHashMap<>();
  private final Map<String, TextColumn> categories = new LinkedHashMap<>();

  /// @param customers the customer of each row, numbered from 0 in order of first occurrence
  public MemoryTable(int[] customers) {
    this.customers = customers;
  }

  /// Adds a number or boolean.
  ///
  /// @param values one for each row, NaN if missing
  public void number(String name, double[] values) {
    numbers.put(name, column(values));
  }

  /// Adds a category.
  ///
  /// @param codes the level of each row, NaN if missing
  public void category(String name, double[] codes, List<String> levels) {
    categories.put(name, new TextColumn(column(codes), levels));
  }

  /// The table.
  ///
  /// @param target the outcomes: 1 for a default, otherwise 0
  public TrainingTable table(double[] target) {
    int count = IntStream.of(customers).max().orElseThrow() + 1;
    List<long[]> pages =
        IntStream.rangeClosed(0, count >>> CustomerHashes.PAGE_SHIFT)
            .mapToObj(
                page ->
                    IntStream.rangeClosed(0, CustomerHashes.PAGE_MASK)
                        .mapToLong(i -> ((long) page << CustomerHashes.PAGE_SHIFT) + i)
                        .toArray())
            .toList();
    return new TrainingTable(
        List.of(new TrainingSetReference("memory", "0".repeat(64), customers.length)),
        SetCombination.CONCATENATED,
        new TableColumns(
            customers,
            new CustomerHashes(pages, count),
            column(target),
            new BitSet(),
            numbers,
            categories,
            Map.of(),
            null,
            false),
        List.of(new PandasIndex.Range()),
        List.of());
  }

  private static NumberColumn column(double[] values) {
    NumberColumn.Builder builder = new NumberColumn.Builder(values.length);
    for (int from = 0; from < values.length; from += NumberColumn.BLOCK_ROWS) {
      double[] block = builder.open();
      System.arraycopy(
          values, from, block, 0, Math.min(NumberColumn.BLOCK_ROWS, values.length - from));
      builder.seal(from / NumberColumn.BLOCK_ROWS, block);
    }
    return builder.build();
  }
}
