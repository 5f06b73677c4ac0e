package credence.evaluation;

import credence.hashing.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.LongStream;

/// The distribution of a number column in about ten bins of equal numbers of rows.
///
/// A value belongs to the first bin whose upper edge is not below it; the second-to-last bin has no
/// upper edge, the last is for missing values. The edges are deciles. A value that spans several
/// deciles has its own bin: the bin below it ends at the next smaller value or, if it is the
/// minimum, is empty in training, so that later values on either side are noticed. With more than
/// 131,072 rows, the edges are determined by a sample of that many: one row of each of as many
/// equal ranges of rows, chosen by a hash of its position, so that no regularity in the order of
/// the rows coincides with the sample. All rows are counted.
///
/// @param edges the upper edges of all bins but the last two, ascending
/// @param counts the rows in each bin: two more than there are edges
/// @param independentRows the effective number of independent rows counted
public record NumberHistogram(List<Double> edges, List<Long> counts, double independentRows)
    implements ReferenceHistogram {

  private static final int QUANTILES = 10;
  private static final int EDGE_ROWS_MAX = 1 << 17;
  private static final int CHUNK_ROWS = 1 << 10;

  /// The seed of the sample.
  private static final long SAMPLE_SEED = 1;

  /// The number of cells into which the range of the edges is divided; few of them contain an edge.
  private static final int CELLS = 1 << 10;

  /// The maximum error, as a share, of an edge estimated from a sample of the values.
  private static final double EDGE_TOLERANCE = 0.005;

  public NumberHistogram {
    edges = List.copyOf(edges);
    counts = List.copyOf(counts);
    if (counts.size() != edges.size() + 2) {
      throw new IllegalArgumentException(counts.size() + " bins of " + edges.size() + " edges");
    }
    for (int i = 1; i < edges.size(); i++) {
      if (!(edges.get(i - 1) < edges.get(i))) {
        throw new IllegalArgumentException("a histogram's edges ascend");
      }
    }
  }

  /// Reads the values of consecutive rows.
  @FunctionalInterface
  public interface Values {
    /// Writes the values of the rows `from` to `from + count - 1` to the first elements; NaN if
    /// missing. Called from several threads.
    void read(int from, int count, double[] into);

    /// Values that are read one by one.
    static Values each(IntToDoubleFunction value) {
      return (from, count, into) -> {
        for (int i = 0; i < count; i++) {
          into[i] = value.applyAsDouble(from + i);
        }
      };
    }
  }

  /// The histogram of a column.
  ///
  /// @param rows the number of rows
  /// @param value of a row; NaN where it is missing; called from several threads
  /// @param independentRows the effective number of independent rows, in (0, rows]
  public static NumberHistogram of(int rows, IntToDoubleFunction value, double independentRows) {
    return of(rows, Values.each(value), independentRows);
  }

  /// The histogram of a column whose values are read by ranges of rows.
  public static NumberHistogram of(int rows, Values values, double independentRows) {
    double[] edges = edges(rows, values);
    return new NumberHistogram(
        Arrays.stream(edges).boxed().toList(),
        LongStream.of(count(edges, rows, values)).boxed().toList(),
        independentRows);
  }

  /// The values from which the edges are determined: of all rows, or of a sample of them.
  ///
  /// @return ascending, without missing values
  public static double[] sortedSample(int rows, Values values) {
    int taken = Math.min(rows, EDGE_ROWS_MAX);
    double[] sorted = new double[taken];
    double[] one = new double[1];
    int present = 0;
    for (int i = 0; i < taken; i++) {
      values.read(sampled(rows, taken, i), 1, one);
      double drawn = one[0] + 0.0;
      if (!Double.isNaN(drawn)) {
        sorted[present++] = drawn;
      }
    }
    Arrays.sort(sorted, 0, present);
    return Arrays.copyOf(sorted, present);
  }

  private static double[] edges(int rows, Values values) {
    double[] sorted = sortedSample(rows, values);
    int present = sorted.length;
    TreeSet<Double> edges = new TreeSet<>();
    for (int k = 1; k < QUANTILES && present > 0; k++) {
      int rank = (int) (((long) present * k + QUANTILES - 1) / QUANTILES) - 1;
      double edge = sorted[rank];
      if (!edges.add(edge)) {
        int first = rank;
        while (first > 0 && sorted[first - 1] == edge) {
          first--;
        }
        edges.add(first > 0 ? sorted[first - 1] : Math.nextDown(edge));
      }
    }
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// The row that is sampled from the i-th of equal ranges of rows; the same in every run.
  private static int sampled(int rows, int ranges, int i) {
    int from = (int) ((long) rows * i / ranges);
    int to = (int) ((long) rows * (i + 1) / ranges);
    return from + (int) Long.remainderUnsigned(SplitMix64.mixed(SAMPLE_SEED + i), to - from);
  }

  /// The lowest edge at or below which at least the given share of the values lies: for a decile,
  /// the decile itself unless the edges were estimated from a sample. Missing values are ignored.
  ///
  /// @param share in (0, 1)
  /// @return empty if there are no values
  public OptionalDouble quantile(double share) {
    long present = rows() - counts.getLast();
    long below = 0;
    for (int bin = 0; bin < edges.size(); bin++) {
      below += counts.get(bin);
      if (below >= (share - EDGE_TOLERANCE) * present) {
        return OptionalDouble.of(edges.get(bin));
      }
    }
    return edges.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(edges.getLast());
  }

  /// How many rows of another data set fall into each of these bins.
  ///
  /// @param rows the number of rows
  /// @param value of a row; NaN where it is missing; called from several threads
  public long[] count(int rows, IntToDoubleFunction value) {
    return count(
        edges.stream().mapToDouble(Double::doubleValue).toArray(), rows, Values.each(value));
  }

  private static long[] count(double[] edges, int rows, Values values) {
    PlaceFinder finder = new PlaceFinder(edges, CELLS);
    int missing = edges.length + 1;
    double[] counts =
        FixedBlocks.sum(
            rows,
            missing + 1,
            (from, to, sums) -> {
              double[] chunk = new double[CHUNK_ROWS];
              int[] inBin = new int[missing + 1];
              for (int row = from; row < to; row += CHUNK_ROWS) {
                int count = Math.min(CHUNK_ROWS, to - row);
                values.read(row, count, chunk);
                for (int i = 0; i < count; i++) {
                  inBin[Double.isNaN(chunk[i]) ? missing : finder.place(chunk[i])]++;
                }
              }
              Arrays.setAll(sums, bin -> inBin[bin]);
            });
    return Arrays.stream(counts).mapToLong(count -> (long) count).toArray();
  }
}
