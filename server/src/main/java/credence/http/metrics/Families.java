package credence.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
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
    return new CounterSnapshot(
        new MetricMetadata(name, help),
        series(
            label,
            constants,
            (labels, constant) ->
                new CounterDataPointSnapshot(value.applyAsDouble(constant), labels, null, 0)));
  }

  /// A gauge without labels.
  static GaugeSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder().name(name).help(help).dataPoint(point(value)).build();
  }

  /// A gauge with a series for each of some constants.
  static <E extends Enum<E>> GaugeSnapshot gauge(
      String name, String help, String label, Iterable<E> constants, ToDoubleFunction<E> value) {
    return new GaugeSnapshot(
        new MetricMetadata(name, help),
        series(
            label,
            constants,
            (labels, constant) ->
                new GaugeDataPointSnapshot(value.applyAsDouble(constant), labels, null)));
  }

  /// A series without labels.
  static GaugeDataPointSnapshot point(double value) {
    return GaugeDataPointSnapshot.builder().value(value).build();
  }

  private static <E extends Enum<E>, P> List<P> series(
      String label, Iterable<E> constants, BiFunction<Labels, E, P> point) {
    List<P> series = new ArrayList<>();
    for (E constant : constants) {
      series.add(point.apply(Labels.of(label, text(constant)), constant));
    }
    return series;
  }

  /// A constant as the value of a label.
  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
