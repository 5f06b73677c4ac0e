package credence.csv;

import credence.model.LocatedError;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelSpec.CsvFormat.Decimal;
import credence.model.ModelSpec.CsvFormat.Delimiter;
import credence.model.NearNames;
import credence.model.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/// The check of a CSV file before the engine reads it: its dialect, every record, and every cell of
/// the columns that are used, with the line of each error.
///
/// The decimal separator, unless it is specified, is a comma if some number of the file can only
/// have a decimal comma (`0,5`) and no number has a point, and a point if no number has a comma. If
/// each separator could also separate thousands (`1,234`; with the delimiter `;` also `1.234`), the
/// file is rejected: a value never depends on a guess.
public final class CsvCheck {
  /// After how many records the work may be cancelled.
  private static final int RECORDS_BETWEEN = 1 << 12;

  private final String name;
  private final CsvFormat format;
  private final Delimiter delimiter;
  private final Map<String, List<WantedCells>> wanted;
  private final CsvErrors errors;
  private final List<ColumnCheck> checks = new ArrayList<>();
  private final DecimalEvidence decimals;
  private final List<LocatedError> headerErrors = new ArrayList<>();
  private long blankLines;

  private CsvCheck(Path file, CsvFormat format, Delimiter delimiter, List<WantedCells> wanted) {
    this.name = String.valueOf(file.getFileName());
    this.format = format;
    this.delimiter = delimiter;
    this.wanted =
        wanted.stream()
            .collect(
                Collectors.groupingBy(
                    WantedCells::column, LinkedHashMap::new, Collectors.toList()));
    this.errors = new CsvErrors(name);
    this.decimals = new DecimalEvidence(name);
  }

  /// Checks a file.
  ///
  /// @param format what is specified of its dialect
  /// @param wanted what the cells of the columns that are used must be
  /// @param proceed receives the share of the file that is read, in [0, 1]; returns whether to
  ///   continue
  /// @return rejected with all errors of the header, the first ones of the records and cells, and
  ///   the number of others; failed if the file cannot be read
  public static Result<CsvContents> check(
      Path file, CsvFormat format, List<WantedCells> wanted, DoublePredicate proceed) {
    return delimiter(file, format)
        .then(
            delimiter ->
                CsvInput.read(
                    file,
                    text -> new CsvCheck(file, format, delimiter, wanted).check(text, proceed)));
  }

  private static Result<Delimiter> delimiter(Path file, CsvFormat format) {
    Delimiter specified = format.delimiter();
    return CsvInput.read(
        file, text -> specified == null ? CsvInput.delimiter(text, file) : Result.of(specified));
  }

  private Result<CsvContents> check(CsvInput text, DoublePredicate proceed) throws IOException {
    CsvRecords records = new CsvRecords(text, delimiter.character());
    if (!records.next() || records.isBlank()) {
      return Result.rejected(
          CsvErrors.place(name, 1), "expected the names of the columns in the first line");
    }
    List<String> names = header(records);
    long rows = 0;
    while (records.next()) {
      if (records.isBlank()) {
        blankLines++;
      } else {
        blankLines(records.line());
        rows++;
        record(records, names.size());
      }
      if (rows % RECORDS_BETWEEN == 0
          && (!proceed.test(text.share()) || Thread.currentThread().isInterrupted())) {
        return new Result.Cancelled<>();
      }
    }
    if (names.size() == 1) {
      // The engine reads empty lines at the end as records if there is one column only.
      blankLines(records.line());
    }
    return result(names, rows);
  }

  /// Adds an error for each empty line before a line, unless the file ends with them.
  private void blankLines(long line) {
    for (; blankLines > 0; blankLines--) {
      errors.add(line - blankLines, "expected a record, but the line is empty");
    }
  }

  private Result<CsvContents> result(List<String> names, long rows) {
    Decimal specified = format.decimal();
    CsvErrors found =
        errors.and(specified == null ? decimals.errors(delimiter) : decimals.errors(specified));
    for (ColumnCheck check : checks) {
      found = found.and(check.mixed());
    }
    List<LocatedError> all = new ArrayList<>(headerErrors);
    all.addAll(found.reported());
    Map<String, CsvContents.Column> checked = new HashMap<>();
    checks.forEach(check -> checked.merge(check.name(), check.column(), CsvContents.Column::and));
    return Result.of(
        new CsvContents(
            delimiter,
            names.stream()
                .map(n -> checked.getOrDefault(n, CsvContents.Column.unchecked(n)))
                .toList(),
            rows),
        all);
  }

  /// The names in the header, without blanks around those that are not in quotes.
  private List<String> header(CsvRecords records) {
    CsvRecords.Problem problem = records.problem();
    if (problem != null) {
      headerErrors.add(new LocatedError(CsvErrors.place(name, 1), problem.expected()));
    }
    List<String> names = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (int cell = 0; cell < records.cells(); cell++) {
      String column = records.string(cell);
      names.add(records.isQuoted(cell) ? column : column.strip());
      counts.merge(names.getLast(), 1, Integer::sum);
      int index = cell;
      wanted.getOrDefault(names.getLast(), List.of()).stream()
          .map(cells -> new ColumnCheck(name, cells, index, format.missing()))
          .forEach(checks::add);
    }
    if (names.getFirst().indexOf('\n') >= 0) {
      // The engine does not recognise the quote after a byte order mark.
      headerErrors.add(
          new LocatedError(
              CsvErrors.place(name, 1), "expected the first column's name without line breaks"));
    }
    checkNames(names, counts);
    return names;
  }

  private void checkNames(List<String> names, Map<String, Integer> counts) {
    names.stream()
        .distinct()
        .filter(column -> !column.isEmpty() && counts.getOrDefault(column, 0) > 1)
        .forEach(
            column ->
                headerErrors.add(
                    new LocatedError(
                        CsvErrors.place(name, 1, column),
                        "expected one column of this name, but the file has "
                            + counts.get(column))));
    wanted.keySet().stream()
        .filter(column -> !counts.containsKey(column))
        .forEach(column -> headerErrors.add(missing(column, names)));
  }

  private LocatedError missing(String column, List<String> names) {
    return new LocatedError(
        name + ": column " + column,
        "expected this column, but the file has none of this name"
            + NearNames.hint(column, names)
            + (names.size() == 1 && wanted.size() > 1
                ? "; its header has one name only: set delimiter under csv in the spec"
                : ""));
  }

  private void record(CsvRecords records, int columns) {
    CsvRecords.Problem problem = records.problem();
    if (problem != null) {
      errors.add(records.line(), problem.expected());
    } else if (records.cells() != columns) {
      errors.add(
          records.line(),
          "expected as many cells as the header has, "
              + columns
              + ", but the record has "
              + records.cells()
              + (records.cells() > columns ? "; cells with the delimiter must be in quotes" : ""));
    } else {
      for (ColumnCheck check : checks) {
        check.check(records, errors, decimals);
      }
    }
  }
}
