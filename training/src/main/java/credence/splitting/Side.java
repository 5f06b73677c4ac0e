package credence.splitting;

/// The side of a row in a split.
public enum Side {
  /// The model is trained on the row.
  TRAINING,
  /// The model is validated on the row.
  VALIDATION,
  /// The row is excluded because it cannot be assigned to either side.
  NEITHER
}
