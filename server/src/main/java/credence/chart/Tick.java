package credence.chart;

/// A labelled value on an axis.
///
/// @param label the formatted value with its unit
public record Tick(double value, String label) {}
