package credence.model;

/// How several training sets become one table.
public enum SetCombination {
  /// Every row of every set, one set after the other; also where there is one set only.
  CONCATENATED,
  /// The sets are in order of their dates and a customer counts once: by its rows of the newest set
  /// that knows its outcome, else of the newest set that has it.
  NEWEST_COUNTS
}
