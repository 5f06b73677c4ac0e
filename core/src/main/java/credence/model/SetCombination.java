package credence.model;

/// How several training sets are combined into one table.
public enum SetCombination {
  /// All rows of all sets, one set after the other; also for a single set.
  CONCATENATED,
  /// The sets are in order of their dates and a customer counts once: by its rows in the newest set
  /// with its outcome, otherwise in the newest set that contains it.
  NEWEST_COUNTS
}
