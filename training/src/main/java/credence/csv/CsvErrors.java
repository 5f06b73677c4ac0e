package credence.csv;

import credence.model.LocatedError;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The errors of a CSV file's records and cells: the first ones, and the number of all.
final class CsvErrors {
  /// The number of errors that are reported with their place.
  static final int REPORTED_MAX = 20;

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::line).thenComparingInt(Entry::cell);

  private final String file;
  private final List<Entry> first = new ArrayList<>();
  private long count;

  /// An error in a cell.
  private record Entry(long line, int cell, LocatedError error) {}

  /// @param file the file's name, for places
  CsvErrors(String file) {
    this.file = file;
  }

  /// Adds an error of a record; called in the order of lines.
  ///
  /// @param line the line on which the record begins
  void add(long line, String expected) {
    add(new Entry(line, -1, new LocatedError(place(file, line), expected)));
  }

  /// Adds an error of a cell; called in the order of lines.
  ///
  /// @param line the line on which the record begins
  /// @param cell the index of the cell in the record
  /// @param column the name of its column
  void add(long line, int cell, String column, String expected) {
    add(new Entry(line, cell, new LocatedError(place(file, line, column), expected)));
  }

  private void add(Entry error) {
    count++;
    if (first.size() < REPORTED_MAX) {
      first.add(error);
    }
  }

  /// The place of a record.
  static String place(String file, long line) {
    return file + ":" + line;
  }

  /// The place of a cell.
  static String place(String file, long line, String column) {
    return place(file, line) + ": column " + column;
  }

  /// The number of all errors.
  long count() {
    return count;
  }

  /// The first error alone, with another text.
  CsvErrors onlyFirst(String expected) {
    CsvErrors only = new CsvErrors(file);
    Entry entry = first.getFirst();
    only.add(
        new Entry(entry.line(), entry.cell(), new LocatedError(entry.error().place(), expected)));
    return only;
  }

  /// No errors of the same file.
  CsvErrors none() {
    return new CsvErrors(file);
  }

  /// The errors of this list and another one.
  CsvErrors and(CsvErrors other) {
    CsvErrors both = new CsvErrors(file);
    Stream.concat(first.stream(), other.first.stream())
        .sorted(ORDER)
        .limit(REPORTED_MAX)
        .forEach(both.first::add);
    both.count = count + other.count;
    return both;
  }

  /// The first errors, in the order of lines, and then the number of further ones.
  List<LocatedError> reported() {
    List<LocatedError> reported = new ArrayList<>(first.stream().map(Entry::error).toList());
    long further = count - first.size();
    if (further > 0) {
      reported.add(
          new LocatedError(
              file,
              Figures.count(further, "further error is", "further errors are") + " not shown"));
    }
    return reported;
  }
}
