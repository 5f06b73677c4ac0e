package credence.evaluation;

import java.util.List;

/// The distribution of one column in training, in fixed bins, to which later data is compared.
///
/// The last bin counts missing values.
public sealed interface ReferenceHistogram permits NumberHistogram, LevelHistogram {

  /// The number of rows in each bin, in order; missing values last.
  List<Long> counts();

  /// The effective number of independent rows counted, above 0 and at most their sum; see
  /// [Customers#independentRows()].
  double independentRows();

  /// The number of bins, at least 2.
  default int bins() {
    return counts().size();
  }

  /// The number of rows counted.
  default long rows() {
    long rows = 0;
    for (long count : counts()) {
      rows += count;
    }
    return rows;
  }
}
