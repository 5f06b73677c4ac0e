package credence.chart;

/// How a series is drawn: by colour and by dash, so that either alone tells them apart.
public enum Ink {
  /// What the picture is about: solid.
  FIRST("ink-1"),
  /// What it is compared with: dashed.
  SECOND("ink-2"),
  /// What would be perfect, or chance: dotted and grey.
  GUIDE("ink-guide");

  private final String cssClass;

  Ink(String cssClass) {
    this.cssClass = cssClass;
  }

  /// The class that the page's style sheet knows.
  String cssClass() {
    return cssClass;
  }
}
