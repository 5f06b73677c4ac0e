package credence.chart;

import java.util.ArrayList;
import java.util.List;

/// A picture with two axes. It is 400 units wide, so that its text can be read on a phone as well;
/// titles and texts may be anybody's.
public final class Chart {
  /// The width of every picture, in its own unit.
  static final double WIDTH = 400;

  private static final double LEFT = 52;
  private static final double RIGHT = 18;
  private static final double TOP = 30;
  private static final double LEGEND_LINE = 20;
  private static final double AXIS_HEIGHT = 44;

  private final Frame frame;
  private final SvgText plot = new SvgText();
  private final List<Legend> legends = new ArrayList<>();

  /// What a picture is.
  ///
  /// @param id unique in the page
  /// @param title what it shows, for whoever cannot see it
  /// @param description what there is to be seen in it, in a sentence
  /// @param x the axis to the right
  /// @param y the axis upwards
  /// @param height of the plot, in the picture's unit
  public record Frame(String id, String title, String description, Axis x, Axis y, double height) {}

  /// An axis.
  ///
  /// @param title what is measured
  public record Axis(String title, Scale scale) {}

  /// A point, in the units of the axes.
  public record Point(double x, double y) {}

  /// A point with an interval upwards and downwards.
  public record Whisker(double x, double y, double low, double high) {}

  private record Legend(Ink ink, boolean marked, String text) {}

  public Chart(Frame frame) {
    this.frame = frame;
  }

  /// Draws a line through points.
  public Chart line(List<Point> points, Ink ink, String legend) {
    plot.leaf("path", "class", "line " + ink.cssClass(), "d", path(points));
    legends.add(new Legend(ink, false, legend));
    return this;
  }

  /// Draws a line through points, and fills what is below it.
  public Chart area(List<Point> points, Ink ink, String legend) {
    List<Point> closed = new ArrayList<>(points);
    double ground = frame.y().scale().low();
    closed.addFirst(new Point(points.getFirst().x(), ground));
    closed.addLast(new Point(points.getLast().x(), ground));
    plot.leaf("path", "class", "area " + ink.cssClass(), "d", path(closed));
    plot.leaf("path", "class", "line " + ink.cssClass(), "d", path(closed));
    legends.add(new Legend(ink, false, legend));
    return this;
  }

  /// Draws points with their intervals.
  public Chart whiskers(List<Whisker> whiskers, Ink ink, String legend) {
    for (Whisker whisker : whiskers) {
      double x = x(whisker.x());
      plot.leaf("path", "class", "whisker " + ink.cssClass(), "d", whiskerPath(whisker));
      plot.leaf(
          "circle", "class", "dot " + ink.cssClass(), "cx", x, "cy", y(whisker.y()), "r", 4.0);
    }
    legends.add(new Legend(ink, true, legend));
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

  /// Marks the distance between two curves, one above the other, with a label where rising curves
  /// leave room: above them to the left, or below them to the right.
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

  /// The picture as an `svg` element.
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

  /// Begins a picture.
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
    String ink = legend.ink().cssClass();
    if (legend.marked()) {
      svg.leaf("path", "class", "whisker " + ink, "d", "M68,%sv-16".formatted(length(y + 4)));
      svg.leaf("circle", "class", "dot " + ink, "cx", 68.0, "cy", y - 4, "r", 4.0);
    } else {
      svg.leaf("path", "class", "line " + ink, "d", "M52,%sh32".formatted(length(y - 4)));
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
