package credence.wording;

import credence.model.ModelSpec;

/// Describes how an interval, a test or a standard error accounts for rows that are not
/// independent.
public final class ClusterWording {
  private ClusterWording() {}

  /// The description as a participle phrase: "Intervals are ..."
  public static String of(ModelSpec spec) {
    return spec.hasIds()
        ? "clustered by customer"
        : "computed with each row as a different customer";
  }
}
