package credence.app.terminal;

/// The width of text on a terminal, in columns: East Asian characters take two, combining ones
/// none.
///
/// The ranges are those of the wide and fullwidth characters of Unicode's EastAsianWidth.txt, by
/// blocks.
final class TextWidth {
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, // Hangul Jamo
    {0x2E80, 0x303E}, // CJK radicals, punctuation
    {0x3041, 0xA4CF}, // Kana, CJK ideographs, Yi
    {0xA960, 0xA97C}, // Hangul Jamo extended
    {0xAC00, 0xD7A3}, // Hangul syllables
    {0xF900, 0xFAFF}, // CJK compatibility ideographs
    {0xFE30, 0xFE6F}, // CJK compatibility forms
    {0xFF01, 0xFF60}, // Fullwidth forms
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, // Pictographs
    {0x1F900, 0x1F9FF},
    {0x20000, 0x3FFFD}, // CJK ideographs of supplementary planes
  };

  private TextWidth() {}

  /// The columns that a text takes.
  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /// A text that takes at most some columns: itself, or its beginning followed by an ending.
  static String cut(String text, int columns, String ending) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int left = columns - of(ending);
    for (int c : text.codePoints().toArray()) {
      left -= of(c);
      if (left < 0) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return left < 0 && cut.isEmpty() ? "" : cut.append(ending).toString();
  }

  private static int of(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
        return 0;
      }
      default -> {}
    }
    for (int[] range : WIDE) {
      if (codePoint >= range[0] && codePoint <= range[1]) {
        return 2;
      }
    }
    return 1;
  }
}
