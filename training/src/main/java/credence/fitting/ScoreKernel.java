package credence.fitting;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// Sums customers' scores over one block, beside the sums over its rows.
///
/// The scores of the customers of a chunk are gathered side by side, so that their products are
/// formed in the same tiles as the Hessian's. The customer that a chunk ends with may go on in the
/// next one: its score moves to the first place there.
final class ScoreKernel implements BlockReduction.Kernel<ScoreSums> {
  private final LogisticKernel rows;
  private final int columns;
  private final IntUnaryOperator customerOfRow;

  /// `[column][place]`; a chunk may end as many customers as it has rows, and begin one more.
  private final double[][] scores;

  private final int[] placeOfRow = new int[LogisticKernel.CHUNK_ROWS];

  /// 1 for each place whose customer has ended.
  private final double[] ended = new double[LogisticKernel.CHUNK_ROWS];

  private final double[][] weighted =
      new double[LogisticKernel.TILE_ROWS][LogisticKernel.CHUNK_ROWS];
  private int customer;

  /// @param rows sums rows at the point, with the Hessian
  /// @param customerOfRow for each row its customer's number, at least 0; a customer's rows stand
  ///   next to each other
  ScoreKernel(LogisticKernel rows, int columns, IntUnaryOperator customerOfRow) {
    this.rows = rows;
    this.columns = columns;
    this.customerOfRow = customerOfRow;
    this.scores = new double[rows.columns().length][LogisticKernel.CHUNK_ROWS + 1];
  }

  @Override
  public void sum(int block, ScoreSums into) {
    customer = customerOfRow.applyAsInt(block * Design.BLOCK_ROWS);
    for (double[] column : scores) {
      Arrays.fill(column, 0);
    }
    rows.sum(block, into.rows, (firstRow, count) -> addChunk(firstRow, count, into));
    into.keep(customer, scores, 0);
  }

  private void addChunk(int firstRow, int count, ScoreSums into) {
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

  /// Adds the customers at the places before the one that is under way.
  private void end(int first, int places, ScoreSums into) {
    Arrays.fill(ended, 0, places, 1);
    Arrays.fill(ended, places, ended.length, 0);
    int more = places;
    if (!into.begun()) {
      into.keep(first, scores, 0);
      ended[0] = 0;
      more--;
    }
    LogisticKernel.addProducts(into.products, into.rows.stride, ended, scores, columns, weighted);
    into.count(more);
  }

  /// Leaves nothing but the score at a place, as the first one.
  private void moveToFirstPlace(int place) {
    for (double[] column : scores) {
      double score = column[place];
      Arrays.fill(column, 0);
      column[0] = score;
    }
  }
}
