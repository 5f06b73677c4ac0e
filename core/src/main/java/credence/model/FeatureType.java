package credence.model;

/// The kind of value that a feature takes.
public enum FeatureType {
  /// A finite number.
  NUMBER,
  /// True or false.
  BOOLEAN,
  /// One of several levels, each a text.
  CATEGORY
}
