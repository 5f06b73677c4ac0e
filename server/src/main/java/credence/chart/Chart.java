package credence.chart;

import java.util.ArrayList;
import java.util.List;

/// A chart with two axes. It is 400 units wide, so that its text is legible on a phone. Titles and
/// labels may be untrusted.
public final class Chart {
  /// The width of every chart, in its own unit.
  static final double WIDTH = 400;

  private static final double LEFT = 52;
  private static final double RIGHT = 18;
  private static final double TOP = 30;
  private static final double LEGEND_LINE = 20;
  private static final double AXIS_HEIGHT = 44;

  /// The height of a plot that is as high as it is wide, in the chart's unit.
  public static final double SQUARE = WIDTH - LEFT - RIGHT;

  private final Frame frame;
  private final SvgText plot = new SvgText();
  private final List<Legend> legends = new ArrayList<>();

  /// The titles, axes and height of a chart.
  ///
  /// @param id unique in the page
  /// @param title the title, for screen readers
  /// @param description the contents in one sentence, for screen readers
  /// @param x the horizontal axis
  /// @param y the vertical axis
  /// @param height the height of the plot, in the chart's unit; [#SQUARE] for axes with equal units
  public record Frame(String id, String title, String description, Axis x, Axis y, double height) {}

  /// An axis.
  ///
  /// @param title the quantity and, in parentheses, its unit
  public record Axis(String title, Scale scale) {}

  /// A point in the units of the axes.
  public record Point(double x, double y) {}

  /// A point with an interval of `y`.
  public record Whisker(double x, double y, double low, double high) {}

  private record Legend(SeriesStyle style, boolean hasWhisker, String text) {}

  public Chart(Frame frame) {
    this.frame = frame;
  }

  /// Draws a line through points.
  public Chart line(List<Point> points, SeriesStyle style, String legend) {
    plot.leaf("path", "class", "line " + style.cssClass(), "d", path(points));
    legends.add(new Legend(style, false, legend));
    return this;
  }

  /// Draws a line through points and fills the area below it.
  public Chart area(List<Point> points, SeriesStyle style, String legend) {
    List<Point> closed = new ArrayList<>(points);
    double baseline = frame.y().scale().low();
    closed.addFirst(new Point(points.getFirst().x(), baseline));
    closed.addLast(new Point(points.getLast().x(), baseline));
    plot.leaf("path", "class", "area " + style.cssClass(), "d", path(closed));
    plot.leaf("path", "class", "line " + style.cssClass(), "d", path(closed));
    legends.add(new Legend(style, false, legend));
    return this;
  }

  /// Draws points with their intervals.
  public Chart whiskers(List<Whisker> whiskers, SeriesStyle style, String legend) {
    for (Whisker whisker : whiskers) {
      double x = x(whisker.x());
      plot.leaf("path", "class", "whisker " + style.cssClass(), "d", whiskerPath(whisker));
      plot.leaf(
          "circle", "class", "dot " + style.cssClass(), "cx", x, "cy", y(whisker.y()), "r", 4.0);
    }
    legends.add(new Legend(style, true, legend));
    return this;
  }

  private String whiskerPath(Whisker whisker) {
    double x = x(whisker.x());
    double low = y(whisker.low());
    double high = y(whisker.high());
    return "M%s,%sV%sM%s,%sh8M%s,%sh8"
        .formatted(
            SvgText.length(x),
            SvgText.length(low),
            SvgText.length(high),
            SvgText.length(x - 4),
            SvgText.length(low),
            SvgText.length(x - 4),
            SvgText.length(high));
  }

  /// Marks the vertical distance between two curves. The label is placed where rising curves leave
  /// space: above them to the left, or below them to the right.
  public Chart gap(double at, double from, double to, String label) {
    double x = x(at);
    plot.leaf(
        "path",
        "class",
        "gap",
        "d",
        "M%s,%sV%s".formatted(SvgText.length(x), SvgText.length(y(from)), SvgText.length(y(to))));
    boolean left = frame.x().scale().position(at) < 0.4;
    plot.label(
        label,
        "text",
        "class",
        "note",
        "x",
        x + (left ? 7 : -7),
        "y",
        left ? y(Math.min(from, to)) + 14 : y(Math.max(from, to)) - 6,
        "text-anchor",
        left ? "start" : "end");
    return this;
  }

  /// Returns the chart as an `svg` element.
  public String svg() {
    double bottom = TOP + frame.height();
    double height = bottom + AXIS_HEIGHT + LEGEND_LINE * legends.size();
    SvgText svg = new SvgText();
    open(svg, frame.id(), height, frame.title(), frame.description());
    svg.label(frame.y().title(), "text", "class", "axis", "x", 4.0, "y", 14.0);
    grid(svg);
    svg.append(plot);
    svg.label(
        frame.x().title(),
        "text",
        "class",
        "axis",
        "x",
        WIDTH - RIGHT,
        "y",
        bottom + 37,
        "text-anchor",
        "end");
    for (int i = 0; i < legends.size(); i++) {
      legend(svg, legends.get(i), bottom + AXIS_HEIGHT + LEGEND_LINE * i + 12);
    }
    return svg.close().toString();
  }

  /// Opens the `svg` element of a chart.
  static void open(SvgText svg, String id, double height, String title, String description) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "chart",
        "role",
        "img",
        "viewBox",
        "0 0 " + SvgText.length(WIDTH) + " " + SvgText.length(height),
        "aria-labelledby",
        id + "-title " + id + "-desc");
    svg.label(title, "title", "id", id + "-title");
    svg.label(description, "desc", "id", id + "-desc");
  }

  private void grid(SvgText svg) {
    double bottom = TOP + frame.height();
    for (Tick tick : frame.y().scale().ticks()) {
      double y = y(tick.value());
      svg.leaf("line", "class", "grid", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y, "y2", y);
      svg.label(
          tick.label(), "text", "class", "tick", "x", LEFT - 6, "y", y + 4, "text-anchor", "end");
    }
    for (Tick tick : frame.x().scale().ticks()) {
      double x = x(tick.value());
      svg.leaf("line", "class", "mark", "x1", x, "x2", x, "y1", bottom, "y2", bottom + 5);
      svg.label(
          tick.label(), "text", "class", "tick", "x", x, "y", bottom + 19, "text-anchor", "middle");
    }
    svg.leaf("line", "class", "mark", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", bottom, "y2", bottom);
  }

  private static void legend(SvgText svg, Legend legend, double y) {
    String style = legend.style().cssClass();
    if (legend.hasWhisker()) {
      svg.leaf("path", "class", "whisker " + style, "d", "M68,%sv-16".formatted(length(y + 4)));
      svg.leaf("circle", "class", "dot " + style, "cx", 68.0, "cy", y - 4, "r", 4.0);
    } else {
      svg.leaf("path", "class", "line " + style, "d", "M52,%sh32".formatted(length(y - 4)));
    }
    svg.label(legend.text(), "text", "class", "legend", "x", 92.0, "y", y);
  }

  private static String length(double value) {
    return SvgText.length(value);
  }

  private String path(List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.isEmpty() ? 'M' : 'L')
          .append(SvgText.length(x(point.x())))
          .append(',')
          .append(SvgText.length(y(point.y())));
    }
    return path.toString();
  }

  private double x(double value) {
    return LEFT + frame.x().scale().position(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return TOP + (1 - frame.y().scale().position(value)) * frame.height();
  }
}
