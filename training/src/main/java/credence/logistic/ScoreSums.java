package credence.logistic;

/// Sums over customers at one point: the products of each customer's score with itself, in addition
/// to the sums over rows.
///
/// A customer's score is the sum over its rows of (p - y) times the row's columns, on the internal
/// scale. The first and last customer of a block may have rows in adjacent blocks. So their scores
/// are stored separately until the blocks are joined.
final class ScoreSums implements BlockReduction.Sums<ScoreSums> {
  /// The value for no customer.
  static final int NO_CUSTOMER = -1;

  /// The sums over rows; their gradient is the sum of all scores.
  final LogisticSums rows;

  /// The sum of score times score transposed. It is stored in the Hessian of [#rows], which is not
  /// summed here.
  final double[] products;

  private final double[] first;
  private final double[] last;
  private int firstCustomer;
  private int lastCustomer;
  private long customers;

  ScoreSums(int columns) {
    rows = new LogisticSums(columns);
    products = rows.hessian;
    first = new double[columns + 1];
    last = new double[columns + 1];
    clear();
  }

  /// Entries of a score: one for the intercept and one for each column.
  int size() {
    return first.length;
  }

  /// The number of customers in the products.
  long customers() {
    return customers;
  }

  /// Counts customers whose products were added.
  void count(int more) {
    customers += more;
  }

  /// Whether the block's first customer has been kept.
  boolean begun() {
    return firstCustomer != NO_CUSTOMER;
  }

  /// Stores the score of a block's first customer, then of its last, if different.
  ///
  /// @param scores `[column][place]`
  void keep(int customer, double[][] scores, int place) {
    double[] kept = begun() ? last : first;
    if (begun()) {
      lastCustomer = customer;
    } else {
      firstCustomer = customer;
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] = scores[i][place];
    }
  }

  @Override
  public void clear() {
    rows.clear();
    firstCustomer = NO_CUSTOMER;
    lastCustomer = NO_CUSTOMER;
    customers = 0;
  }

  /// Joins the next block to a total: its first customer may be the last one of the total.
  @Override
  public void add(ScoreSums next) {
    rows.add(next.rows);
    customers += next.customers;
    follow(next.firstCustomer, next.first);
    if (next.lastCustomer != NO_CUSTOMER) {
      follow(next.lastCustomer, next.last);
    }
  }

  private void follow(int customer, double[] score) {
    if (customer == lastCustomer) {
      for (int i = 0; i < last.length; i++) {
        last[i] += score[i];
      }
      return;
    }
    finish();
    lastCustomer = customer;
    System.arraycopy(score, 0, last, 0, last.length);
  }

  /// Adds the last customer of the total.
  void finish() {
    if (lastCustomer == NO_CUSTOMER) {
      return;
    }
    for (int i = 0; i < last.length; i++) {
      for (int k = 0; k <= i; k++) {
        products[i * rows.stride + k] += last[i] * last[k];
      }
    }
    customers++;
    lastCustomer = NO_CUSTOMER;
  }
}
