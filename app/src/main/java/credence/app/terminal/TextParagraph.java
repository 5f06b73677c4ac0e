package credence.app.terminal;

import credence.registry.RegistryLimits;
import java.io.PrintWriter;

/// Wraps text for the terminal. Line breaks and control characters of the text are printed as `?`.
public final class TextParagraph {
  private static final int WIDTH = 96;

  private TextParagraph() {}

  /// Prints text; lines after the first are indented twice.
  public static void print(PrintWriter out, String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : RegistryLimits.oneLine(text).split(" ", -1)) {
      if (line.length() + word.length() > WIDTH) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(indent + indent);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
