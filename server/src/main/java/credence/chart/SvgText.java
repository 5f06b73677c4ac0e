package credence.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// An SVG image, written element by element. Attribute values and text are escaped, so they may be
/// untrusted.
final class SvgText {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /// Opens an element.
  ///
  /// @param attributes names and values alternately; a `Double` is a length in the image's unit
  SvgText open(String element, Object... attributes) {
    start(element, attributes);
    text.append('>');
    open.push(element);
    return this;
  }

  /// Writes an element without content.
  SvgText leaf(String element, Object... attributes) {
    start(element, attributes);
    text.append("/>");
    return this;
  }

  /// Writes an element with text content.
  SvgText label(String content, String element, Object... attributes) {
    open(element, attributes);
    escape(content);
    return close();
  }

  /// Closes the element that was opened last.
  SvgText close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /// Appends the elements of another image.
  SvgText append(SvgText other) {
    text.append(other.text);
    return this;
  }

  private void start(String element, Object... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"");
      escape(
          attributes[i + 1] instanceof Double length
              ? length(length)
              : String.valueOf(attributes[i + 1]));
      text.append('"');
    }
  }

  /// Formats a length with at most two decimals.
  static String length(double value) {
    String digits = String.format(Locale.ROOT, "%.2f", value);
    return digits.endsWith(".00") ? digits.substring(0, digits.length() - 3) : digits;
  }

  private void escape(String content) {
    content
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&#34;");
                case '\'' -> text.append("&#39;");
                default -> text.appendCodePoint(isAllowed(c) ? c : 0xfffd);
              }
            });
  }

  /// Whether XML 1.0 allows a character.
  private static boolean isAllowed(int c) {
    return c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
