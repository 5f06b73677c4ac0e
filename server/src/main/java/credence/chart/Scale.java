package credence.chart;

import java.util.List;

/// Maps values to positions on an axis.
public sealed interface Scale permits LinearScale, LogOddsScale {
  /// The lower end of the axis.
  double low();

  /// The upper end of the axis, above `low`.
  double high();

  /// Returns the position of a value: 0 at the lower end, 1 at the upper end; values beyond an end
  /// have its position.
  double position(double value);

  /// Returns the fraction of the axis that a distance covers.
  ///
  /// @param distance in the scale's unit: values, or log-odds
  double share(double distance);

  /// The labelled values, ascending; at least two.
  List<Tick> ticks();
}
