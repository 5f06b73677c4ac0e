package credence.logistic;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Sums customers' scores over one block, in addition to the sums over its rows.
///
/// The scores of a chunk's customers are stored in adjacent columns, so that their products are
/// formed in the same tiles as the Hessian's. The last customer of a chunk may continue in the next
/// one: its score is moved to the first position there. If each customer has one row, the products
/// are those of the columns, weighted by the squared residuals.
final class ScoreKernel implements BlockReduction.Kernel<ScoreSums> {
  private final LogisticKernel rows;
  private final int columns;
  private final @Nullable IntUnaryOperator customerOfRow;

  /// `[column][place]`; a chunk may complete as many customers as it has rows, and begin one more.
  private final double[][] scores;

  private final int[] placeOfRow = new int[LogisticKernel.CHUNK_ROWS];

  /// The weights of the products: 1 for each completed customer if customers repeat.
  private final double[] weights = new double[LogisticKernel.CHUNK_ROWS];

  private final double[][] weighted =
      new double[LogisticKernel.TILE_ROWS][LogisticKernel.CHUNK_ROWS];
  private int customer;

  /// @param rows sums rows at the point, without the Hessian
  /// @param customerOfRow for each row its customer's number, at least 0; a customer's rows are
  ///   adjacent; null if each customer has one row
  ScoreKernel(LogisticKernel rows, int columns, @Nullable IntUnaryOperator customerOfRow) {
    this.rows = rows;
    this.columns = columns;
    this.customerOfRow = customerOfRow;
    this.scores = new double[rows.columns().length][LogisticKernel.CHUNK_ROWS + 1];
  }

  @Override
  public void sum(int block, ScoreSums into) {
    IntUnaryOperator known = customerOfRow;
    if (known == null) {
      rows.sum(block, into.rows, (_, count) -> addRows(count, into));
      return;
    }
    customer = known.applyAsInt(block * Design.BLOCK_ROWS);
    for (double[] column : scores) {
      Arrays.fill(column, 0);
    }
    rows.sum(block, into.rows, (firstRow, count) -> addChunk(known, firstRow, count, into));
    into.keep(customer, scores, 0);
  }

  /// Adds each row as a customer.
  private void addRows(int count, ScoreSums into) {
    double[] residuals = rows.residuals();
    for (int r = 0; r < LogisticKernel.CHUNK_ROWS; r++) {
      weights[r] = residuals[r] * residuals[r];
    }
    addProducts(rows.columns(), into);
    into.count(count);
  }

  private void addProducts(double[][] vectors, ScoreSums into) {
    LogisticKernel.addProducts(
        into.products, into.rows.stride, weights, vectors, columns, weighted);
  }

  private void addChunk(IntUnaryOperator customerOfRow, int firstRow, int count, ScoreSums into) {
    int first = customer;
    int place = 0;
    for (int r = 0; r < count; r++) {
      int next = customerOfRow.applyAsInt(firstRow + r);
      if (next != customer) {
        customer = next;
        place++;
      }
      placeOfRow[r] = place;
    }
    for (int i = 0; i <= columns; i++) {
      gather(rows.columns()[i], rows.residuals(), placeOfRow, count, scores[i]);
    }
    if (place > 0) {
      end(first, place, into);
      moveToFirstPlace(place);
    }
  }

  private static void gather(
      double[] column, double[] residuals, int[] placeOfRow, int count, double[] into) {
    for (int r = 0; r < count; r++) {
      into[placeOfRow[r]] += residuals[r] * column[r];
    }
  }

  /// Adds the customers before the current one.
  private void end(int first, int places, ScoreSums into) {
    Arrays.fill(weights, 0, places, 1);
    Arrays.fill(weights, places, weights.length, 0);
    int more = places;
    if (!into.begun()) {
      into.keep(first, scores, 0);
      weights[0] = 0;
      more--;
    }
    addProducts(scores, into);
    into.count(more);
  }

  /// Keeps only the score at an index, and moves it to the first.
  private void moveToFirstPlace(int place) {
    for (double[] column : scores) {
      double score = column[place];
      Arrays.fill(column, 0);
      column[0] = score;
    }
  }
}
