package credence.engine;

import java.util.regex.Pattern;

/// Removes possible values of a file from the engine's messages.
///
/// Keeps the first line and removes everything between the first and last quotation mark of a type,
/// all numbers, the word after a word that announces a value, and all non-ASCII characters.
final class EngineWords {
  private static final int LENGTH_MAX = 300;
  private static final String MASK = "…";

  private static final Pattern QUOTED = Pattern.compile("'.*'|\".*\"|`.*`|'.*|\".*|`.*");
  private static final Pattern ANNOUNCED =
      Pattern.compile("\\b(values?|strings?|text|blob|key)\\b:? +\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d[\\d.,:eE+-]*");
  private static final Pattern NOT_PLAIN = Pattern.compile("[^ -~…]+");

  private EngineWords() {}

  /// The message with each removed part replaced by an ellipsis.
  static String masked(String message) {
    String line = message.lines().findFirst().orElse("");
    line = QUOTED.matcher(line).replaceAll(MASK);
    line = ANNOUNCED.matcher(line).replaceAll("$1 " + MASK);
    line = NUMBER.matcher(line).replaceAll(MASK);
    line = NOT_PLAIN.matcher(line).replaceAll(MASK);
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX) + MASK;
  }
}
