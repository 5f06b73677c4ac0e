package credence.csv;

import credence.model.ModelSpec.CsvFormat.Decimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// Counts of what the cells of a column are. Blanks around a cell do not count.
final class CellTally {
  private final Set<String> markers = new TreeSet<>();
  private long numbers;
  private long certainCommas;
  private long certainPoints;
  private long commas;
  private long points;
  private long truths;
  private long dates;
  private long others;

  /// Adds a cell of a valid record.
  void add(CsvRecords record, int cell) {
    byte[] text = record.text();
    int from = record.from(cell);
    int to = record.to(cell);
    while (from < to && ColumnCheck.isBlank(text[from])) {
      from++;
    }
    while (from < to && ColumnCheck.isBlank(text[to - 1])) {
      to--;
    }
    if (from == to) {
      return;
    }
    NumberCell number = NumberCell.of(text, from, to);
    if (number != NumberCell.NONE && number != NumberCell.TOO_LARGE) {
      add(number);
    } else if (ColumnCheck.isTruth(text, from, to)) {
      truths++;
    } else if (DateCell.of(text, from, to) != DateCell.NONE) {
      dates++;
    } else if (to - from <= ColumnCheck.MARKER_LENGTH_MAX) {
      addShort(new String(text, from, to - from, StandardCharsets.UTF_8), record.string(cell));
    } else {
      others++;
    }
  }

  private void add(NumberCell number) {
    numbers++;
    switch (number) {
      case COMMA -> {
        commas++;
        certainCommas++;
      }
      case COMMA_OR_THOUSANDS -> commas++;
      case POINT -> {
        points++;
        certainPoints++;
      }
      case POINT_OR_THOUSANDS -> points++;
      case PLAIN, TOO_LARGE, NONE -> {}
    }
  }

  /// Adds a text that may mark a missing value.
  ///
  /// @param whole the same with the blanks around it, by which the spec lists it
  private void addShort(String text, String whole) {
    if (ColumnCheck.MISSING_MARKERS.contains(text)) {
      markers.add(whole);
    } else {
      others++;
    }
  }

  /// Whether all cells are numbers, apart from missing ones.
  boolean isNumbers() {
    return numbers > 0 && truths + dates + others == 0;
  }

  /// The type of all cells, apart from missing ones; text if there are several, or none.
  CellType type(Decimal decimal) {
    boolean otherDecimals = decimal == Decimal.COMMA ? points > 0 : commas > 0;
    if (others > 0 || otherDecimals) {
      return CellType.TEXT;
    }
    if (isNumbers()) {
      return CellType.NUMBER;
    }
    if (truths > 0 && numbers + dates == 0) {
      return CellType.BOOLEAN;
    }
    return dates > 0 && numbers + truths == 0 ? CellType.DATE : CellType.TEXT;
  }

  /// Whether all cells are numbers without decimals.
  boolean isIntegral() {
    return isNumbers() && commas + points == 0;
  }

  /// The texts that may mark missing values, in order.
  Set<String> markers() {
    return markers;
  }

  /// The numbers that have a comma.
  long commas() {
    return commas;
  }

  /// The numbers that have a point.
  long points() {
    return points;
  }

  /// The numbers in which a comma can only be a decimal comma.
  long certainCommas() {
    return certainCommas;
  }

  /// The numbers in which a point can only be a decimal point.
  long certainPoints() {
    return certainPoints;
  }
}
