package credence.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A part's figures as an SVG: a panel for each metric, in it a dot for each situation and subject
/// at the median, with a line from the least to the greatest round. The axis is logarithmic, since
/// the subjects differ by orders of magnitude.
final class DotPlot {
  private static final int WIDTH = 920;
  private static final int PANEL_HEIGHT = 260;
  private static final int LEFT = 90;
  private static final int RIGHT = 190;
  private static final int TOP = 40;
  private static final int BOTTOM = 44;
  private static final List<String> COLOURS =
      List.of("#1f6fb4", "#d1495b", "#2a9d5c", "#8e5bb5", "#c98a1b", "#52606d");

  private final String part;
  private final List<Figure> figures;
  private final Figures all;
  private final List<String> subjects;
  private final StringBuilder svg = new StringBuilder();

  /// A plot of one part.
  DotPlot(String part, Figures all) {
    this.part = part;
    this.all = all;
    this.figures = all.all().stream().filter(figure -> figure.part().equals(part)).toList();
    this.subjects = figures.stream().map(Figure::subject).distinct().toList();
  }

  /// The SVG document.
  String svg() {
    List<String> metrics = figures.stream().map(Figure::metric).distinct().toList();
    int height = metrics.size() * PANEL_HEIGHT + 10;
    line(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">",
            WIDTH,
            height));
    line(
        String.format(
            Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height));
    for (int i = 0; i < metrics.size(); i++) {
      panel(metrics.get(i), i * PANEL_HEIGHT);
    }
    line("</svg>");
    return svg.toString();
  }

  private void panel(String metric, int y) {
    List<Figure> own = figures.stream().filter(f -> f.metric().equals(metric)).toList();
    List<String> situations = own.stream().map(Figure::situation).distinct().toList();
    double[] range = range(own);
    int base = y + PANEL_HEIGHT - BOTTOM;
    text(LEFT, y + 22, "start", "bold", part + ": " + metric.replace('_', ' '));
    for (double tick : ticks(range)) {
      double at = place(tick, range, y);
      line(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dde2e7\"/>",
              LEFT,
              at,
              WIDTH - RIGHT,
              at));
      text(LEFT - 8, at + 4, "end", "normal", Numbers.text(tick));
    }
    line(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#52606d\"/>",
            LEFT,
            base,
            WIDTH - RIGHT,
            base));
    double step = (WIDTH - LEFT - RIGHT) / (double) situations.size();
    for (int i = 0; i < situations.size(); i++) {
      text(LEFT + step * (i + 0.5), base + 18, "middle", "normal", situations.get(i));
      for (int k = 0; k < subjects.size(); k++) {
        double x = LEFT + step * (i + (k + 1.0) / (subjects.size() + 1));
        dot(situations.get(i), k, metric, x, range, y);
      }
    }
    legend(own, y);
  }

  private void dot(String situation, int subject, String metric, double x, double[] range, int y) {
    String key = String.join("/", part, situation, subjects.get(subject), metric);
    OptionalDouble median = all.median(key);
    if (median.isEmpty() || median.getAsDouble() <= 0) {
      return;
    }
    double[] rounds = all.rounds(key);
    double low = rounds[0];
    double high = rounds[rounds.length - 1];
    String colour = COLOURS.get(subject % COLOURS.size());
    double at = place(median.getAsDouble(), range, y);
    line(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\"/>",
            x,
            place(Math.max(low, range[0]), range, y),
            x,
            place(high, range, y),
            colour));
    line(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\"><title>%s %s: %s</title></circle>",
            x,
            at,
            colour,
            subjects.get(subject),
            situation,
            Numbers.text(median.getAsDouble())));
    text(x + 7, at + 4, "start", "normal", Numbers.text(median.getAsDouble()));
  }

  private void legend(List<Figure> own, int y) {
    List<String> shown = own.stream().map(Figure::subject).distinct().toList();
    for (int i = 0; i < shown.size(); i++) {
      int at = y + TOP + 8 + i * 20;
      String colour = COLOURS.get(subjects.indexOf(shown.get(i)) % COLOURS.size());
      line(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%d\" cy=\"%d\" r=\"4.5\" fill=\"%s\"/>",
              WIDTH - RIGHT + 24,
              at,
              colour));
      text(WIDTH - RIGHT + 36, at + 4, "start", "normal", shown.get(i));
    }
  }

  /// The least and greatest positive value, with room on either side.
  private static double[] range(List<Figure> figures) {
    double low = Double.MAX_VALUE;
    double high = Double.MIN_VALUE;
    for (Figure figure : figures) {
      if (figure.value() > 0) {
        low = Math.min(low, figure.value());
        high = Math.max(high, figure.value());
      }
    }
    return low > high ? new double[] {1, 10} : new double[] {low / 1.5, high * 1.5};
  }

  /// 1, 2 and 5 times the powers of ten in a range; of a wide one the powers alone.
  private static List<Double> ticks(double[] range) {
    List<Double> ticks = new ArrayList<>();
    boolean wide = range[1] / range[0] > 300;
    for (int power = (int) Math.floor(Math.log10(range[0]));
        Math.pow(10, power) <= range[1];
        power++) {
      for (int digit : wide ? new int[] {1} : new int[] {1, 2, 5}) {
        double tick = digit * Math.pow(10, power);
        if (tick >= range[0] && tick <= range[1]) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static double place(double value, double[] range, int y) {
    double share = Math.log(value / range[0]) / Math.log(range[1] / range[0]);
    return y + PANEL_HEIGHT - BOTTOM - share * (PANEL_HEIGHT - BOTTOM - TOP);
  }

  private void text(double x, double y, String anchor, String weight, String text) {
    line(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"#1f2933\">%s</text>",
            x,
            y,
            anchor,
            weight,
            text.replace("&", "&amp;").replace("<", "&lt;")));
  }

  private void line(String text) {
    svg.append(text).append('\n');
  }
}
