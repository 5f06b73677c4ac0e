package credence.model;

/// The type of a feature's values.
public enum FeatureType {
  /// A finite number.
  NUMBER,
  /// True or false.
  BOOLEAN,
  /// One of several levels, each a string.
  CATEGORY
}
