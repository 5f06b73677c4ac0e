package credence.chart;

/// The style of a series. Styles differ both in colour and in dash pattern, so that either is
/// enough to distinguish them.
public enum SeriesStyle {
  /// The main series of a chart: solid.
  PRIMARY("ink-1"),
  /// The series that it is compared with: dashed.
  SECONDARY("ink-2"),
  /// A reference line, such as a perfect or a random model: dotted and grey.
  REFERENCE("ink-guide");

  private final String cssClass;

  SeriesStyle(String cssClass) {
    this.cssClass = cssClass;
  }

  /// The class in the page's style sheet.
  String cssClass() {
    return cssClass;
  }
}
