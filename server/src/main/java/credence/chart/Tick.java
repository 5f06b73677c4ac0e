package credence.chart;

/// A place on an axis that has a label.
///
/// @param value where
/// @param label as a person reads it, with its unit
public record Tick(double value, String label) {}
