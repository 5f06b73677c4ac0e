package credence.splitting;

/// Where a row stands in a split.
public enum Side {
  /// The model learns from the row.
  TRAINING,
  /// The row judges the model and is never learnt from.
  VALIDATION,
  /// The row takes no part: it cannot be put on either side.
  NEITHER
}
