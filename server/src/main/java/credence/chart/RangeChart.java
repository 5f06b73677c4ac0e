package credence.chart;

import java.util.ArrayList;
import java.util.List;

/// A chart of ranges on one axis: each row shows one range with its ends marked, and a line through
/// all rows marks a reference value.
public final class RangeChart {
  private static final double LEFT = 18;
  private static final double ROW = 42;
  private static final double TOP = 26;
  private static final double AXIS_HEIGHT = 44;
  private static final int LABEL_CHARACTERS_MAX = 52;

  private final String id;
  private final String title;
  private final String description;
  private final Chart.Axis axis;
  private final List<Row> rows = new ArrayList<>();

  /// A range.
  ///
  /// @param label the name of the range; truncated if it is too long, with the full text as a
  ///   tooltip
  /// @param from the value of the open circle
  /// @param to the value of the filled circle
  public record Row(String label, double from, double to) {}

  /// @param id unique in the page
  /// @param title the title, for screen readers
  /// @param description the contents in one sentence, for screen readers
  public RangeChart(String id, String title, String description, Chart.Axis axis) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.axis = axis;
  }

  /// Adds a row below the others.
  public RangeChart row(Row row) {
    rows.add(row);
    return this;
  }

  /// Returns the chart as an `svg` element.
  ///
  /// @param reference the value of the line through all rows
  /// @param referenceLabel the label of that line
  public String svg(double reference, String referenceLabel) {
    double bottom = TOP + ROW * rows.size();
    SvgText svg = new SvgText();
    Chart.open(svg, id, bottom + AXIS_HEIGHT, title, description);
    for (Tick tick : axis.scale().ticks()) {
      double x = x(tick.value());
      svg.leaf("line", "class", "grid", "x1", x, "x2", x, "y1", TOP, "y2", bottom);
      svg.label(
          tick.label(), "text", "class", "tick", "x", x, "y", bottom + 18, "text-anchor", "middle");
    }
    double at = x(reference);
    svg.leaf("line", "class", "line ink-guide", "x1", at, "x2", at, "y1", TOP - 4, "y2", bottom);
    boolean leftHalf = axis.scale().position(reference) < 0.5;
    svg.label(
        referenceLabel,
        "text",
        "class",
        "note",
        "x",
        at + (leftHalf ? -4 : 4),
        "y",
        14.0,
        "text-anchor",
        leftHalf ? "start" : "end");
    for (int i = 0; i < rows.size(); i++) {
      draw(svg, rows.get(i), TOP + ROW * i);
    }
    svg.label(
        axis.title(),
        "text",
        "class",
        "axis",
        "x",
        Chart.WIDTH - LEFT,
        "y",
        bottom + 36,
        "text-anchor",
        "end");
    return svg.close().toString();
  }

  private static void draw(SvgText svg, Row row, double from, double to, double top) {
    double y = top + 31;
    svg.open("g");
    svg.label(row.label(), "title");
    svg.label(truncated(row.label()), "text", "class", "legend halo", "x", 4.0, "y", top + 17);
    svg.leaf("line", "class", "range ink-1", "x1", from, "x2", to, "y1", y, "y2", y);
    svg.leaf("circle", "class", "dot open ink-1", "cx", from, "cy", y, "r", 5.0);
    svg.leaf("circle", "class", "dot ink-1", "cx", to, "cy", y, "r", 5.0);
    svg.close();
  }

  private void draw(SvgText svg, Row row, double top) {
    draw(svg, row, x(row.from()), x(row.to()), top);
  }

  private static String truncated(String label) {
    int characters = label.codePointCount(0, label.length());
    return characters <= LABEL_CHARACTERS_MAX
        ? label
        : label.substring(0, label.offsetByCodePoints(0, LABEL_CHARACTERS_MAX - 1)) + "…";
  }

  private double x(double value) {
    return LEFT + axis.scale().position(value) * (Chart.WIDTH - 2 * LEFT);
  }
}
