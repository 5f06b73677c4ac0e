package credence.run;

import credence.files.TableFormat;
import credence.model.DatesInNames;
import credence.model.VersionName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The name of a training set of a home, which has one date ([DatesInNames]) and is otherwise like
/// that of a version: `accounts_2025-03-31`, and its file's with the ending of a [TableFormat].
///
/// @param text the name without the ending
/// @param date the date in it
public record TrainingSetName(String text, LocalDate date) implements Comparable<TrainingSetName> {
  /// Endings that a name does not have: its file would have two.
  private static final List<String> ENDINGS = List.of(".parquet", ".csv", ".gz");

  private static final Comparator<TrainingSetName> ORDER =
      Comparator.comparing(TrainingSetName::date).thenComparing(TrainingSetName::text);

  /// Parses a name, with or without the ending; empty if [#fault(String)] returns an error.
  public static Optional<TrainingSetName> of(String text) {
    String stem = stem(text);
    return fault(text).isPresent()
        ? Optional.empty()
        : Optional.of(new TrainingSetName(stem, DatesInNames.of(stem).getFirst()));
  }

  /// Why a text is not the name of a training set, for error messages; empty if it is one.
  public static Optional<String> fault(String text) {
    String stem = stem(text);
    List<LocalDate> dates = DatesInNames.of(stem);
    if (dates.isEmpty() || ENDINGS.stream().anyMatch(stem::endsWith)) {
      return Optional.of(expected());
    }
    if (dates.size() > 1) {
      return Optional.of(
          "expected a name with one date, but this one has "
              + dates.stream().map(LocalDate::toString).collect(Collectors.joining(" and ")));
    }
    return VersionName.isValid(stem)
        ? Optional.empty()
        : Optional.of("expected a name of " + VersionName.expected());
  }

  /// Why a file is not a training set; empty if it is one.
  ///
  /// @param file the file's name
  public static Optional<String> faultOfFile(String file) {
    return format(file).isPresent() ? fault(file) : Optional.of(expected());
  }

  /// The syntax of a training set's name, for error messages.
  public static String expected() {
    return "expected a name with " + form();
  }

  /// What the name of a training set needs, for messages.
  public static String form() {
    return "one date, as in accounts_2025-03-31.parquet, .csv or .csv.gz"
        + ": yyyy-mm-dd, yyyy_mm_dd or yyyymmdd, or a month yyyy-mm or quarter yyyyQn, which means"
        + " its last day";
  }

  /// The format that the ending of a file's name says; empty if there is no such ending.
  public static Optional<TableFormat> format(String file) {
    return Stream.of(TableFormat.values()).filter(f -> file.endsWith(f.ending())).findFirst();
  }

  private static String stem(String text) {
    return format(text)
        .map(format -> text.substring(0, text.length() - format.ending().length()))
        .orElse(text);
  }

  /// The version that is named after this set.
  public VersionName version() {
    return new VersionName(text);
  }

  /// The set's file in a folder.
  ///
  /// @param format the format of the file, which its ending says
  public Path file(Path folder, TableFormat format) {
    return folder.resolve(text + format.ending());
  }

  /// By date.
  @Override
  public int compareTo(TrainingSetName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text;
  }
}
