package credence.csv;

import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelSpec.CsvFormat.Decimal;
import credence.model.ModelSpec.CsvFormat.Delimiter;
import credence.model.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/// What the cells of a valid CSV file look like, for a draft of its spec. A training never depends
/// on it: there the spec decides.
///
/// @param contents the names of the columns and the number of records
/// @param format the dialect: the delimiter, the decimal separator if there are decimals, and the
///   texts by which columns of numbers, booleans or dates mark missing values
/// @param isDecimalCertain whether some number can only have this decimal separator; otherwise each
///   could also separate thousands
/// @param columns in the order of the header
public record CsvSurvey(
    CsvContents contents, CsvFormat format, boolean isDecimalCertain, List<Column> columns) {
  /// After how many records the work may be cancelled.
  private static final int RECORDS_BETWEEN = 1 << 12;

  private static final double CHECK_SHARE = 0.5;

  /// Copies the list.
  public CsvSurvey {
    columns = List.copyOf(columns);
  }

  /// A column.
  ///
  /// @param type [CellType#NUMBER], [CellType#BOOLEAN] or [CellType#DATE] if all cells are of this
  ///   type, apart from missing ones; otherwise [CellType#TEXT]
  /// @param isIntegral whether its cells are numbers without decimals
  public record Column(CellType type, boolean isIntegral) {}

  /// Surveys a file, which is read twice.
  ///
  /// @param proceed receives the share that is done, in [0, 1]; returns whether to continue
  /// @return rejected with the errors of the header and the records; failed if the file cannot be
  ///   read
  public static Result<CsvSurvey> of(Path file, DoublePredicate proceed) {
    return CsvCheck.check(
            file, CsvFormat.UNSPECIFIED, List.of(), share -> proceed.test(CHECK_SHARE * share))
        .then(
            contents ->
                CsvInput.read(
                    file,
                    text ->
                        survey(
                            contents,
                            text,
                            share -> proceed.test(CHECK_SHARE + (1 - CHECK_SHARE) * share))));
  }

  private static Result<CsvSurvey> survey(
      CsvContents contents, CsvInput text, DoublePredicate proceed) throws IOException {
    CsvRecords records = new CsvRecords(text, contents.delimiter().character());
    records.next();
    List<CellTally> tallies = contents.columns().stream().map(_ -> new CellTally()).toList();
    for (long row = 0; row < contents.rows() && records.next(); row++) {
      for (int cell = 0; cell < tallies.size(); cell++) {
        tallies.get(cell).add(records, cell);
      }
      if (row % RECORDS_BETWEEN == 0 && !proceed.test(text.share())) {
        return new Result.Cancelled<>();
      }
    }
    return Result.of(of(contents, tallies));
  }

  private static CsvSurvey of(CsvContents contents, List<CellTally> tallies) {
    List<CellTally> numbers = tallies.stream().filter(CellTally::isNumbers).toList();
    long commas = numbers.stream().mapToLong(CellTally::commas).sum();
    long points = numbers.stream().mapToLong(CellTally::points).sum();
    long certainCommas = numbers.stream().mapToLong(CellTally::certainCommas).sum();
    long certainPoints = numbers.stream().mapToLong(CellTally::certainPoints).sum();
    boolean comma =
        certainCommas == certainPoints ? commas > points : certainCommas > certainPoints;
    Decimal decimal = comma ? Decimal.COMMA : Decimal.POINT;
    List<Column> columns =
        tallies.stream().map(tally -> new Column(tally.type(decimal), tally.isIntegral())).toList();
    List<String> missing = new ArrayList<>();
    for (CellTally tally : tallies) {
      if (tally.type(decimal) != CellType.TEXT) {
        tally.markers().stream().filter(marker -> !missing.contains(marker)).forEach(missing::add);
      }
    }
    boolean any = commas + points > 0;
    boolean certain =
        comma
            ? certainCommas > 0
            : certainPoints > 0 || contents.delimiter() != Delimiter.SEMICOLON;
    return new CsvSurvey(
        contents,
        new CsvFormat(contents.delimiter(), any ? decimal : null, missing),
        !any || certain,
        columns);
  }
}
