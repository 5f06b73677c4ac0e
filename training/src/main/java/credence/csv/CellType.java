package credence.csv;

/// The type that the cells of a column must have, by the column's use.
public enum CellType {
  /// Any text, as it is.
  TEXT,
  /// Numbers.
  NUMBER,
  /// true and false in upper or lower case, 1 and 0.
  BOOLEAN,
  /// Texts that are values of the outcome.
  OUTCOME,
  /// Dates or timestamps, as in 2025-12-31 or 2025-12-31T23:59:59Z.
  DATE
}
