package credence.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Metric families of common forms.
final class Families {
  private Families() {}

  /// A counter without labels; `_total` is appended to its name.
  static CounterSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
  }

  /// A counter with a series for each of some constants; `_total` is appended to its name.
  static <E extends Enum<E>> CounterSnapshot counter(
      String name, String help, String label, Iterable<E> constants, ToDoubleFunction<E> value) {
    CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
    for (E constant : constants) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of(label, text(constant)))
              .value(value.applyAsDouble(constant))
              .build());
    }
    return counter.build();
  }

  /// A gauge without labels.
  static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder().name(name).help(help).dataPoint(point(value)).build();
  }

  /// A gauge with a series for each of some constants.
  static <E extends Enum<E>> GaugeSnapshot gauge(
      String name, String help, String label, Iterable<E> constants, ToDoubleFunction<E> value) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
    for (E constant : constants) {
      gauge.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(Labels.of(label, text(constant)))
              .value(value.applyAsDouble(constant))
              .build());
    }
    return gauge.build();
  }

  /// A series without labels.
  static GaugeDataPointSnapshot point(double value) {
    return GaugeDataPointSnapshot.builder().value(value).build();
  }

  /// A constant as the value of a label.
  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
