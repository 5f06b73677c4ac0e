package credence.evaluation;

import java.util.List;

/// How one column was distributed in training, in bins that stay as they are, so that what comes
/// later can be held against it.
///
/// The last bin counts missing values.
public sealed interface ReferenceHistogram permits NumberHistogram, LevelHistogram {

  /// How many rows fell into each bin, in the order of the bins, that for missing values last.
  List<Long> counts();

  /// How many independent rows the counts are worth, above 0 and at most their sum; see
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
