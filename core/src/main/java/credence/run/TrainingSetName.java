package credence.run;

import credence.model.VersionName;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a training set of a home: `training_set_2025_03_31`, and its file's with the ending
/// `.parquet`.
///
/// @param text the name without the ending
/// @param date the date in it
public record TrainingSetName(String text, LocalDate date) implements Comparable<TrainingSetName> {
  /// The ending of a training set's file.
  public static final String ENDING = ".parquet";

  private static final Pattern FORM = Pattern.compile("training_set_\\d{4}_\\d{2}_\\d{2}");
  private static final Comparator<TrainingSetName> ORDER =
      Comparator.comparing(TrainingSetName::date).thenComparing(TrainingSetName::text);

  /// Parses a name, with or without the ending; empty if it is malformed or its date is invalid.
  public static Optional<TrainingSetName> of(String text) {
    String stem = text.endsWith(ENDING) ? text.substring(0, text.length() - ENDING.length()) : text;
    return FORM.matcher(stem).matches()
        ? new VersionName(stem).date().map(date -> new TrainingSetName(stem, date))
        : Optional.empty();
  }

  /// The syntax of a training set's name, for error messages.
  public static String expected() {
    return "expected a name with its date, as in training_set_2025_03_31" + ENDING;
  }

  /// The version that is named after this set.
  public VersionName version() {
    return new VersionName(text);
  }

  /// The set's file in a folder.
  public Path file(Path folder) {
    return folder.resolve(text + ENDING);
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
