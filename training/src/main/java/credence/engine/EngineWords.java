package credence.engine;

import java.util.regex.Pattern;

/// The engine's messages without what may be a value of a file.
///
/// Of the first line: whatever is between the first and the last quotation mark of a kind, every
/// number, the word after one that announces a value, and whatever is not ASCII.
final class EngineWords {
  private static final int LENGTH_MAX = 300;
  private static final String MASK = "…";

  private static final Pattern QUOTED = Pattern.compile("'.*'|\".*\"|`.*`|'.*|\".*|`.*");
  private static final Pattern ANNOUNCED =
      Pattern.compile("\\b(values?|strings?|text|blob|key)\\b:? +\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.,:eE+-]*");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~…]+");

  private EngineWords() {}

  /// A message with each of these replaced by an ellipsis.
  static String masked(String message) {
    String line = message.lines().findFirst().orElse("");
    line = QUOTED.matcher(line).replaceAll(MASK);
    line = ANNOUNCED.matcher(line).replaceAll("$1 " + MASK);
    line = NUMBER.matcher(line).replaceAll(MASK);
    line = NOT_PLAIN.matcher(line).replaceAll(MASK);
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + MASK;
  }
}
