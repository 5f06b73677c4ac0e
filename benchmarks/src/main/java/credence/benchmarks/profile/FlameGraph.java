package credence.benchmarks.profile;

import java.util.Locale;

/// A tree of frames as an SVG without scripts: callers below, callees on top of them, each as wide
/// as its share of the CPU time. A frame too narrow for its name shows it as a tooltip; frames
/// narrower than a pixel are omitted.
final class FlameGraph {
  private static final int WIDTH = 1400;
  private static final int ROW_HEIGHT = 17;
  private static final int TOP = 62;
  private static final double CHARACTER_WIDTH = 6.1;
  private static final double WIDTH_MIN = 1;

  private final Frame root;
  private final String title;
  private final StringBuilder boxes = new StringBuilder();
  private int depthMax;

  FlameGraph(Frame root, String title) {
    this.root = root;
    this.title = title;
  }

  /// The SVG document.
  String svg() {
    measure(root, 0);
    draw(root, 0, 0);
    int height = TOP + (depthMax + 1) * ROW_HEIGHT + 10;
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"monospace\" font-size=\"10\">%n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n"
                + "<text x=\"8\" y=\"22\" font-size=\"15\" font-family=\"sans-serif\">%s:"
                + " %.1f CPU seconds</text>%n%s",
            WIDTH,
            height,
            WIDTH,
            height,
            escaped(title),
            root.seconds(),
            legend())
        + boxes
        + "</svg>\n";
  }

  private static String legend() {
    StringBuilder legend = new StringBuilder();
    int x = 8;
    for (Kind kind : Kind.values()) {
      legend.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"34\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                  + "<text x=\"%d\" y=\"44\">%s</text>%n",
              x,
              kind.colour,
              x + 17,
              kind.words));
      x += 40 + (int) (kind.words.length() * CHARACTER_WIDTH);
    }
    return legend.toString();
  }

  private double width(Frame frame) {
    return WIDTH * frame.seconds() / root.seconds();
  }

  private void measure(Frame frame, int depth) {
    if (width(frame) >= WIDTH_MIN) {
      depthMax = Math.max(depthMax, depth);
      frame.callees().forEach(callee -> measure(callee, depth + 1));
    }
  }

  private void draw(Frame frame, double x, int depth) {
    double width = width(frame);
    if (width < WIDTH_MIN) {
      return;
    }
    double y = TOP + (depthMax - depth) * ROW_HEIGHT;
    boxes.append(
        String.format(
            Locale.ROOT,
            "<g><title>%s: %.2f s, %.1f %%</title>"
                + "<rect x=\"%.1f\" y=\"%.0f\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%s</g>%n",
            escaped(frame.name()),
            frame.seconds(),
            100 * frame.seconds() / root.seconds(),
            x,
            y,
            Math.max(width - 0.5, 0.5),
            ROW_HEIGHT - 1,
            Kind.of(frame.name()).colour,
            label(frame, x, y, width)));
    double at = x;
    for (Frame callee : frame.callees()) {
      draw(callee, at, depth + 1);
      at += width(callee);
    }
  }

  private static String label(Frame frame, double x, double y, double width) {
    int characters = (int) ((width - 6) / CHARACTER_WIDTH);
    if (characters < 4) {
      return "";
    }
    String name = frame.name().startsWith("credence.") ? shortened(frame.name()) : frame.name();
    String shown =
        name.length() <= characters ? name : name.substring(0, characters - 1) + "\u2026";
    return String.format(
        Locale.ROOT, "<text x=\"%.1f\" y=\"%.0f\">%s</text>", x + 3, y + 12, escaped(shown));
  }

  /// The name of a class of Credence without its package.
  private static String shortened(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// The origin of a frame's code.
  private enum Kind {
    OURS("Credence", "#8fc1e8"),
    ENGINE("DuckDB's driver", "#f2b366"),
    NETWORK("Vert.x and Netty", "#a9d99a"),
    JDK("JDK", "#d9dde2"),
    OTHER("threads, and everything else", "#f3e3a0");

    private final String words;
    private final String colour;

    Kind(String words, String colour) {
      this.words = words;
      this.colour = colour;
    }

    static Kind of(String name) {
      if (name.startsWith("credence.")) {
        return OURS;
      }
      if (name.startsWith("org.duckdb.")) {
        return ENGINE;
      }
      if (name.startsWith("io.vertx.") || name.startsWith("io.netty.")) {
        return NETWORK;
      }
      boolean jdk = name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.");
      return jdk ? JDK : OTHER;
    }
  }
}
