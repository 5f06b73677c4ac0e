package credence.fitting;

import credence.dataset.RawValues;
import credence.dataset.TrainingTable;
import credence.logistic.Fit;
import credence.model.Encoding;
import credence.model.Finding;
import credence.model.NumberEncoding;
import credence.model.ValueRule;
import credence.screening.ScreenedRows;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds number columns whose coefficient depends on a few extreme values.
///
/// The spread of an encoded column is the 90th percentile of the distances from its median, or, if
/// that is 0, of the distances that are not 0, both in the screened rows. A value is extreme if its
/// distance is more than 200 spreads, or more than 30 and it occurs in at least five rows, as codes
/// such as 999 do. There is a finding if extreme values account for more than half of the sum of
/// squared distances over all rows. All rows are read only for columns whose standard deviation in
/// all rows is larger than that of the values which are not extreme in the screened rows.
final class ExtremeValues {
  private static final double SPREADS_MAX = 200;
  private static final double REPEATED_SPREADS_MAX = 30;
  private static final int REPEATED_MIN = 5;
  private static final double SHARE_MAX = 0.5;
  private static final double SPREAD_QUANTILE = 0.9;

  /// The minimum number of screened rows for a spread.
  private static final int ROWS_MIN = 100;

  /// If extreme values account for half of the sum of squares, the variance is about twice that of
  /// the other values; the difference leaves room for the error of a sample.
  private static final double VARIANCE_RATIO_MIN = 1.3;

  private static final int BLOCK_ROWS = 8192;

  private final NumberEncoding encoding;
  private final RawValues values;

  private ExtremeValues(TrainingTable table, NumberEncoding encoding) {
    this.encoding = encoding;
    this.values = RawValues.of(table, encoding.input(ValueRule.CANONICAL));
  }

  /// The findings, in parallel on the threads of the caller's pool.
  ///
  /// @param rows the rows of the fit
  /// @param screened a sample of them
  static List<Finding> findings(
      TrainingTable table, List<Encoding> encodings, int[] rows, ScreenedRows screened, Fit fit) {
    if (screened.count() < ROWS_MIN) {
      return List.of();
    }
    int[] columns = new int[encodings.size() + 1];
    for (int i = 0; i < encodings.size(); i++) {
      columns[i + 1] = columns[i] + encodings.get(i).columns();
    }
    return IntStream.range(0, encodings.size())
        .parallel()
        .mapToObj(
            i ->
                encodings.get(i) instanceof NumberEncoding number
                    ? new ExtremeValues(table, number)
                        .finding(rows, screened, fit.curvature().deviation(columns[i]))
                    : null)
        .filter(Objects::nonNull)
        .map(finding -> (Finding) finding)
        .toList();
  }

  /// @param deviation the standard deviation in all rows
  private Finding.@Nullable ExtremeValues finding(
      int[] rows, ScreenedRows screened, double deviation) {
    double[] sample = encoded(screened.rows(), 0, screened.count());
    double[] sorted = Arrays.stream(sample).sorted().toArray();
    double median = sorted[sorted.length / 2];
    double spread = spread(sorted, median);
    double usual = 0;
    double weights = 0;
    for (int i = 0; i < sample.length; i++) {
      double distance = Math.abs(sample[i] - median);
      if (distance <= REPEATED_SPREADS_MAX * spread) {
        usual += screened.weight(i) * distance * distance;
        weights += screened.weight(i);
      }
    }
    return spread > 0 && deviation * deviation > VARIANCE_RATIO_MIN * usual / weights
        ? finding(rows, median, spread)
        : null;
  }

  private static double spread(double[] sorted, double median) {
    double[] distances = Arrays.stream(sorted).map(x -> Math.abs(x - median)).sorted().toArray();
    double spread = quantile(distances);
    return spread > 0
        ? spread
        : quantile(Arrays.stream(distances).filter(distance -> distance > 0).toArray());
  }

  private static double quantile(double[] sorted) {
    return sorted.length == 0 ? 0 : sorted[(int) (SPREAD_QUANTILE * (sorted.length - 1))];
  }

  private Finding.@Nullable ExtremeValues finding(int[] rows, double median, double spread) {
    DoubleStream.Builder far = DoubleStream.builder();
    double all = 0;
    for (int from = 0; from < rows.length; from += BLOCK_ROWS) {
      for (double x : encoded(rows, from, Math.min(BLOCK_ROWS, rows.length - from))) {
        double distance = x / spread - median / spread;
        all += distance * distance;
        if (Math.abs(distance) > REPEATED_SPREADS_MAX) {
          far.add(distance);
        }
      }
    }
    double[] candidates = far.build().sorted().toArray();
    long count = 0;
    double extreme = 0;
    for (int first = 0, end; first < candidates.length; first = end) {
      end = first + 1;
      while (end < candidates.length && candidates[end] == candidates[first]) {
        end++;
      }
      double distance = candidates[first];
      if (Math.abs(distance) > SPREADS_MAX || end - first >= REPEATED_MIN) {
        count += end - first;
        extreme += (end - first) * distance * distance;
      }
    }
    return extreme > SHARE_MAX * all
        ? new Finding.ExtremeValues(encoding.name(), count, Math.min(1, extreme / all))
        : null;
  }

  private double[] encoded(int[] rows, int from, int count) {
    double[] encoded = new double[count];
    values.gather(rows, from, count, encoded);
    for (int i = 0; i < count; i++) {
      encoded[i] = encoding.encode(encoded[i]);
    }
    return encoded;
  }
}
