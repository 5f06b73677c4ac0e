package credence.csv;

import credence.model.OutcomeValues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The check of the cells of one column for one use. Blanks around a value that is not text do not
/// count.
final class ColumnCheck {
  /// Texts by which programs write missing values.
  static final List<String> MISSING_MARKERS =
      List.of("NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "\\N", "-", ".", "?");

  /// The length of the longest of them, in bytes.
  static final int MARKER_LENGTH_MAX =
      MISSING_MARKERS.stream().mapToInt(String::length).max().orElse(0);

  private static final String THOUSANDS = " '_,.’\u00a0\u202f";

  private final String name;
  private final int cell;
  private final CellType type;
  private final List<byte[]> missing;
  private final Set<String> outcomes;
  private final CsvErrors words;
  private long numbers;
  private boolean instants;
  private long inexactIntegers;

  /// A check.
  ///
  /// @param file the file's name, for places
  /// @param wanted what the cells must be
  /// @param cell the index of the column
  /// @param missing the texts that mean a missing value
  ColumnCheck(String file, WantedCells wanted, int cell, List<String> missing) {
    this.name = wanted.column();
    this.cell = cell;
    this.type = wanted.type();
    this.outcomes = wanted.outcomes() == null ? Set.of() : wanted.outcomes().meanings().keySet();
    this.missing = missing.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    this.words = new CsvErrors(file);
  }

  /// The column's name.
  String name() {
    return name;
  }

  /// What was found so far.
  CsvContents.Column column() {
    CsvContents.Content content =
        numbers > 0 && words.count() == 0
            ? CsvContents.Content.NUMBERS
            : words.count() > 0 && numbers == 0
                ? CsvContents.Content.BOOLEANS
                : CsvContents.Content.OTHER;
    return new CsvContents.Column(name, content, instants, inexactIntegers);
  }

  /// The cells with true and false if the column is of numbers and has others as well.
  CsvErrors mixed() {
    return type == CellType.NUMBER && numbers > 0 ? words : words.none();
  }

  /// Checks the column's cell of a valid record.
  void check(CsvRecords record, CsvErrors errors, DecimalEvidence decimals) {
    byte[] text = record.text();
    int from = record.from(cell);
    int to = record.to(cell);
    if (type == CellType.TEXT || from == to || isMissing(text, from, to)) {
      return;
    }
    if (type == CellType.OUTCOME) {
      outcome(record, errors);
      return;
    }
    while (from < to && isBlank(text[from])) {
      from++;
    }
    while (from < to && isBlank(text[to - 1])) {
      to--;
    }
    if (from == to) {
      return;
    }
    switch (type) {
      case NUMBER -> number(text, from, to, record.line(), errors, decimals);
      case BOOLEAN -> bool(text, from, to, record.line(), errors, decimals);
      case DATE -> date(text, from, to, record.line(), errors);
      case TEXT, OUTCOME -> {}
    }
  }

  private void outcome(CsvRecords record, CsvErrors errors) {
    if (!outcomes.contains(OutcomeValues.key(record.string(cell)))) {
      errors.add(
          record.line(),
          cell,
          name,
          "expected one of the values that target lists in the spec as default, good or exclude");
    }
  }

  /// Whether a byte is a blank that does not count around values.
  static boolean isBlank(byte character) {
    return character == ' ' || character == '\t';
  }

  private boolean isMissing(byte[] text, int from, int to) {
    for (byte[] marker : missing) {
      if (Arrays.equals(marker, 0, marker.length, text, from, to)) {
        return true;
      }
    }
    return false;
  }

  private void number(
      byte[] text, int from, int to, long line, CsvErrors errors, DecimalEvidence decimals) {
    if (isTruth(text, from, to)) {
      words.add(line, cell, name, "expected a number, as in other rows of this column");
      return;
    }
    NumberCell number = NumberCell.of(text, from, to);
    switch (number) {
      case NONE ->
          errors.add(
              line,
              cell,
              name,
              "expected a number"
                  + (hasThousands(text, from, to)
                      ? " without thousands separators"
                      : hint(text, from, to)));
      case TOO_LARGE ->
          errors.add(line, cell, name, "expected a number within the range of a double");
      default -> {
        numbers++;
        decimals.add(number, line, cell, name, "a number");
        inexactIntegers += number.isInexact(text, from, to) ? 1 : 0;
      }
    }
  }

  private void bool(
      byte[] text, int from, int to, long line, CsvErrors errors, DecimalEvidence decimals) {
    if (isTruth(text, from, to)) {
      words.add(line, cell, name, "");
      return;
    }
    NumberCell number = NumberCell.of(text, from, to);
    boolean valid = number != NumberCell.NONE && number != NumberCell.TOO_LARGE;
    double value = valid ? NumberCell.value(text, from, to) : Double.NaN;
    if (value == 0 || value == 1) {
      numbers++;
      decimals.add(number, line, cell, name, "true and false, or 1 and 0");
    } else {
      errors.add(line, cell, name, "expected true and false, or 1 and 0" + hint(text, from, to));
    }
  }

  /// Whether a text is true or false, in upper or lower case.
  static boolean isTruth(byte[] text, int from, int to) {
    return isWord(text, from, to, "true") || isWord(text, from, to, "false");
  }

  private static boolean isWord(byte[] text, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void date(byte[] text, int from, int to, long line, CsvErrors errors) {
    switch (DateCell.of(text, from, to)) {
      case NONE ->
          errors.add(
              line,
              cell,
              name,
              "expected a date or a time as in 2025-12-31 or 2025-12-31T23:59:59Z"
                  + hint(text, from, to));
      case INSTANT -> instants = true;
      case LOCAL -> {}
    }
  }

  /// What to do about a text that means a missing value in other programs; empty for others.
  private static String hint(byte[] bytes, int from, int to) {
    String text = string(bytes, from, to);
    return MISSING_MARKERS.contains(text)
        ? "; "
            + text
            + " is a missing value only if missing lists it under csv in the spec (for predict,"
            + " --csv-missing)"
        : "";
  }

  /// Whether a text consists of digits and separators.
  private static boolean hasThousands(byte[] bytes, int from, int to) {
    String text = string(bytes, from, to);
    return text.chars().allMatch(c -> isDigit(c) || THOUSANDS.indexOf(c) >= 0)
        && text.chars().anyMatch(ColumnCheck::isDigit);
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  private static String string(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
