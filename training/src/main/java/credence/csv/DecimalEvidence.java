package credence.csv;

import credence.model.ModelSpec.CsvFormat.Decimal;
import credence.model.ModelSpec.CsvFormat.Delimiter;

/// What the numbers of a file show of its decimal separator, and which of them are errors if it is
/// a point, or a comma.
final class DecimalEvidence {
  private final CsvErrors withComma;
  private final CsvErrors withPoint;
  private final CsvErrors none;
  private long certainCommas;
  private long certainPoints;

  /// @param file the file's name, for places
  DecimalEvidence(String file) {
    withComma = new CsvErrors(file);
    withPoint = new CsvErrors(file);
    none = new CsvErrors(file);
  }

  /// Adds a number; called in the order of lines.
  ///
  /// @param expected the column's values, for errors
  void add(NumberCell number, long line, int cell, String column, String expected) {
    switch (number) {
      case COMMA, COMMA_OR_THOUSANDS ->
          withComma.add(
              line,
              cell,
              column,
              "expected " + expected + ", with a decimal point and without thousands separators");
      case POINT, POINT_OR_THOUSANDS ->
          withPoint.add(
              line,
              cell,
              column,
              "expected " + expected + ", with a decimal comma and without thousands separators");
      case PLAIN, TOO_LARGE, NONE -> {}
    }
    certainCommas += number == NumberCell.COMMA ? 1 : 0;
    certainPoints += number == NumberCell.POINT ? 1 : 0;
  }

  /// The errors of a file whose separator is specified.
  CsvErrors errors(Decimal specified) {
    return specified == Decimal.POINT ? withComma : withPoint;
  }

  /// The errors of a file whose numbers show the separator; see [CsvCheck].
  CsvErrors errors(Delimiter delimiter) {
    if (withComma.count() > 0 && withPoint.count() > 0) {
      return certainCommas > withPoint.count() ? withPoint : withComma;
    }
    if (withComma.count() > 0 && certainCommas == 0) {
      return uncertain(withComma, "comma");
    }
    return withPoint.count() > 0 && certainPoints == 0 && delimiter == Delimiter.SEMICOLON
        ? uncertain(withPoint, "point")
        : none;
  }

  private static CsvErrors uncertain(CsvErrors separated, String separator) {
    return separated.onlyFirst(
        "expected numbers that show the decimal separator, but each "
            + separator
            + " in this file's numbers could separate decimals or thousands: set decimal to point"
            + " or comma under csv in the spec");
  }
}
