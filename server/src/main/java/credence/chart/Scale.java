package credence.chart;

import java.util.List;

/// How values become places on an axis.
public sealed interface Scale permits LinearScale, LogOddsScale {
  /// The least value that is shown.
  double low();

  /// The greatest value that is shown, above `low`.
  double high();

  /// Where a value stands: 0 at the least, 1 at the greatest; what lies beyond stands at the end.
  double position(double value);

  /// How much of the axis a distance takes, in the scale's own unit.
  double share(double distance);

  /// The labelled places, ascending, at least two.
  List<Tick> ticks();
}
