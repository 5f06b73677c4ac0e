package credence.benchmarks.report;

/// One measured figure.
///
/// @param part what was measured, as `benchmarks/run` calls it
/// @param situation under which load or settings
/// @param subject what it was measured of: a server, a tool
/// @param metric the name of the figure, its unit last
/// @param round in which round, from 1
/// @param value the figure
record Figure(
    String part, String situation, String subject, String metric, int round, double value) {
  /// Reads a line of the CSV file.
  static Figure parse(String line) {
    String[] cells = line.split(",", -1);
    if (cells.length != 6) {
      throw new IllegalArgumentException("expected six cells: " + line);
    }
    return new Figure(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        Integer.parseInt(cells[4]),
        Double.parseDouble(cells[5]));
  }

  /// What the figure is of, without its round.
  String key() {
    return String.join("/", part, situation, subject, metric);
  }
}
