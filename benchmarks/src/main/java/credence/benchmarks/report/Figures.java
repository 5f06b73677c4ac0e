package credence.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// All measured figures, in the order in which they were measured.
///
/// @param all the figures
record Figures(List<Figure> all) {
  Figures {
    all = List.copyOf(all);
  }

  /// Reads a CSV file with a header; for a repeated figure the last value is used.
  static Figures read(Path file) throws IOException {
    Map<String, Figure> last = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("part,")) {
        Figure figure = Figure.parse(line);
        last.put(figure.key() + "/" + figure.round(), figure);
      }
    }
    return new Figures(List.copyOf(last.values()));
  }

  /// The median of the ratios of two figures, each of one round.
  ///
  /// @return nothing if they have no round in common
  OptionalDouble ratio(String key, String againstKey) {
    return median(
        of(key)
            .flatMapToDouble(
                figure ->
                    of(againstKey)
                        .filter(against -> against.round() == figure.round())
                        .mapToDouble(against -> figure.value() / against.value()))
            .sorted()
            .toArray());
  }

  /// The median of a figure over its rounds; nothing if it was not measured.
  OptionalDouble median(String key) {
    return median(rounds(key));
  }

  /// A figure's values in all rounds, ascending.
  double[] rounds(String key) {
    return of(key).mapToDouble(Figure::value).sorted().toArray();
  }

  private Stream<Figure> of(String key) {
    return all.stream().filter(figure -> figure.key().equals(key));
  }

  private static OptionalDouble median(double[] sorted) {
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
