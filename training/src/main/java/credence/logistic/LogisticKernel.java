package credence.logistic;

import java.util.Arrays;

/// Sums log-loss, gradient and Hessian over one block, the part of a fit that takes most of the
/// time.
///
/// A block is processed in chunks of rows that fit into the processor's L1 cache. Within a chunk
/// the scores are formed column by column, the weights row by row, and X'DX in tiles of two rows by
/// four columns whose sums stay in registers; each tile keeps its own order of addition, so the
/// result does not depend on the machine. Multiplications are fused with their additions by
/// [Math#fma], which is exactly defined.
///
/// The log-loss takes one logarithm for many rows: Π(1 + eᵢ) - 1 is built up as q ← q + e + q·e,
/// which keeps its relative precision however small the eᵢ are, and log1p(q) is added once for each
/// lane.
final class LogisticKernel implements BlockReduction.Kernel<LogisticSums> {
  static final int TILE_COLUMNS = 4;

  static final int TILE_ROWS = 2;

  /// The maximum number of rows of a chunk.
  static final int CHUNK_ROWS = 256;

  private static final int LANES = 4;

  private final Design design;
  private final Labels labels;
  private final Standardisation scale;
  private final LogisticPoint point;
  private final double[][] raw;
  private final double[][] columns;
  private final double[] scores = new double[CHUNK_ROWS];
  private final double[] residuals = new double[CHUNK_ROWS];
  private final double[] weights = new double[CHUNK_ROWS];
  private final double[][] weighted = new double[TILE_ROWS][CHUNK_ROWS];

  /// @param point read at the start of each block
  LogisticKernel(Design design, Labels labels, Standardisation scale, LogisticPoint point) {
    this.design = design;
    this.labels = labels;
    this.scale = scale;
    this.point = point;
    this.raw = new double[design.columns()][Design.BLOCK_ROWS];
    int padded = Math.ceilDiv(design.columns() + 1, TILE_COLUMNS) * TILE_COLUMNS;
    this.columns = new double[padded][CHUNK_ROWS];
    Arrays.fill(columns[0], 1);
  }

  @Override
  public void sum(int place, LogisticSums into) {
    sum(place * point.stride(), into, (_, _) -> {});
  }

  /// Sums a block.
  ///
  /// @param chunks receives each chunk after it has been summed
  void sum(int block, LogisticSums into, ChunkReader chunks) {
    int count = design.fill(block, raw);
    for (int from = 0; from < count; from += CHUNK_ROWS) {
      int chunk = Math.min(CHUNK_ROWS, count - from);
      int firstRow = block * Design.BLOCK_ROWS + from;
      standardise(from, chunk);
      score();
      weigh(firstRow, chunk, into);
      for (int k = 0; k < columns.length; k += TILE_COLUMNS) {
        addRow(into.gradient, k, residuals, columns, k);
      }
      if (point.withHessian()) {
        addProducts(into.hessian, into.stride, weights, columns, raw.length, weighted);
      }
      chunks.read(firstRow, chunk);
    }
  }

  /// Receives a chunk's [#columns] and [#residuals] while they are valid.
  interface ChunkReader {
    /// Receives `count` rows from `firstRow` on.
    void read(int firstRow, int count);
  }

  /// The chunk on the internal scale, `[column][row]`: the intercept's ones, then the columns, then
  /// columns of zeros up to whole tiles.
  double[][] columns() {
    return columns;
  }

  /// For each row of the chunk p - y; 0 beyond its rows.
  double[] residuals() {
    return residuals;
  }

  private void standardise(int from, int chunk) {
    for (int j = 0; j < raw.length; j++) {
      standardise(raw[j], from, columns[j + 1], chunk, scale.means[j], 1 / scale.scales[j]);
    }
  }

  private static void standardise(
      double[] values, int from, double[] into, int chunk, double mean, double factor) {
    for (int r = 0; r < chunk; r++) {
      into[r] = (values[from + r] - mean) * factor;
    }
  }

  private void score() {
    Arrays.fill(scores, point.at(0));
    for (int j = 1; j <= raw.length; j++) {
      addScaled(scores, columns[j], point.at(j));
    }
  }

  private static void addScaled(double[] sum, double[] column, double coefficient) {
    for (int r = 0; r < CHUNK_ROWS; r++) {
      sum[r] = Math.fma(coefficient, column[r], sum[r]);
    }
  }

  /// Turns scores into residuals p - y and weights p(1 - p), 0 beyond the chunk's rows, and sums
  /// the loss.
  private void weigh(int firstRow, int chunk, LogisticSums into) {
    double misses = 0;
    double[] products = new double[LANES];
    for (int r = 0; r < chunk; r++) {
      double score = scores[r];
      double e = StrictMath.exp(-Math.abs(score));
      double likely = 1 / (1 + e);
      double unlikely = e * likely;
      weights[r] = unlikely * likely;
      products[r % LANES] = Math.fma(products[r % LANES], e, products[r % LANES] + e);
      if (labels.positive(firstRow + r)) {
        residuals[r] = score >= 0 ? -unlikely : -likely;
        misses += Math.max(0, -score);
        into.lowestPositive = Math.min(into.lowestPositive, score);
      } else {
        residuals[r] = score >= 0 ? likely : unlikely;
        misses += Math.max(0, score);
        into.highestNegative = Math.max(into.highestNegative, score);
      }
    }
    Arrays.fill(weights, chunk, CHUNK_ROWS, 0);
    Arrays.fill(residuals, chunk, CHUNK_ROWS, 0);
    double logs = 0;
    for (double product : products) {
      logs += StrictMath.log1p(product);
    }
    into.loss += misses + logs;
  }

  /// Adds the weighted products of columns 0 to `last` with each other to the lower triangle of a
  /// matrix.
  ///
  /// @param stride entries in a row of the matrix
  /// @param weights one for each of [#CHUNK_ROWS] rows
  /// @param columns `[column][row]`, padded to whole tiles
  /// @param weighted written to
  static void addProducts(
      double[] matrix,
      int stride,
      double[] weights,
      double[][] columns,
      int last,
      double[][] weighted) {
    for (int i = 0; i <= last; i += TILE_ROWS) {
      multiply(weights, columns[i], weighted[0]);
      multiply(weights, columns[i + 1], weighted[1]);
      for (int k = 0; k <= i + 1; k += TILE_COLUMNS) {
        addTile(matrix, i * stride + k, stride, weighted, columns, k);
      }
    }
  }

  private static void multiply(double[] a, double[] b, double[] into) {
    for (int r = 0; r < CHUNK_ROWS; r++) {
      into[r] = a[r] * b[r];
    }
  }

  /// Adds the products of one row vector with four columns.
  private static void addRow(double[] sums, int at, double[] row, double[][] columns, int k) {
    double[] c0 = columns[k];
    double[] c1 = columns[k + 1];
    double[] c2 = columns[k + 2];
    double[] c3 = columns[k + 3];
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int r = 0; r < CHUNK_ROWS; r++) {
      double x = row[r];
      s0 = Math.fma(x, c0[r], s0);
      s1 = Math.fma(x, c1[r], s1);
      s2 = Math.fma(x, c2[r], s2);
      s3 = Math.fma(x, c3[r], s3);
    }
    sums[at] += s0;
    sums[at + 1] += s1;
    sums[at + 2] += s2;
    sums[at + 3] += s3;
  }

  /// Adds the products of two row vectors with four columns.
  private static void addTile(
      double[] sums, int at, int stride, double[][] rows, double[][] columns, int k) {
    double[] x = rows[0];
    double[] y = rows[1];
    double[] c0 = columns[k];
    double[] c1 = columns[k + 1];
    double[] c2 = columns[k + 2];
    double[] c3 = columns[k + 3];
    double x0 = 0;
    double x1 = 0;
    double x2 = 0;
    double x3 = 0;
    double y0 = 0;
    double y1 = 0;
    double y2 = 0;
    double y3 = 0;
    for (int r = 0; r < CHUNK_ROWS; r++) {
      double xr = x[r];
      double yr = y[r];
      x0 = Math.fma(xr, c0[r], x0);
      x1 = Math.fma(xr, c1[r], x1);
      x2 = Math.fma(xr, c2[r], x2);
      x3 = Math.fma(xr, c3[r], x3);
      y0 = Math.fma(yr, c0[r], y0);
      y1 = Math.fma(yr, c1[r], y1);
      y2 = Math.fma(yr, c2[r], y2);
      y3 = Math.fma(yr, c3[r], y3);
    }
    sums[at] += x0;
    sums[at + 1] += x1;
    sums[at + 2] += x2;
    sums[at + 3] += x3;
    sums[at + stride] += y0;
    sums[at + stride + 1] += y1;
    sums[at + stride + 2] += y2;
    sums[at + stride + 3] += y3;
  }
}
