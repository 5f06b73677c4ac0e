package credence.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/// An SVG picture, written element by element. Values and texts are escaped, so they may be
/// anybody's.
final class SvgText {
  private final StringBuilder text = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /// Begins an element.
  ///
  /// @param attributes names and values in turn; a number is a length in the picture's own unit
  SvgText open(String element, Object... attributes) {
    begin(element, attributes);
    text.append('>');
    open.push(element);
    return this;
  }

  /// Writes an element without content.
  SvgText leaf(String element, Object... attributes) {
    begin(element, attributes);
    text.append("/>");
    return this;
  }

  /// Writes an element that holds a text.
  SvgText label(String content, String element, Object... attributes) {
    open(element, attributes);
    escape(content);
    return close();
  }

  /// Ends the element that was begun last.
  SvgText close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /// Appends what another one has written.
  SvgText append(SvgText other) {
    text.append(other.text);
    return this;
  }

  private void begin(String element, Object... attributes) {
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

  /// A length to a hundredth of the picture's unit.
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

  /// Whether XML 1.0 can hold a character.
  private static boolean isAllowed(int c) {
    return c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
