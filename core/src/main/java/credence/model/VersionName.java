package credence.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The name of a model version: 1 to 100 letters, digits, dots, underscores and hyphens, the first
/// a letter or digit.
///
/// @param text the name
public record VersionName(String text) {
  /// Reserved names, which have another meaning in place of a version's name.
  public static final Set<String> RESERVED = Set.of("all", "champion", "challenger", "shadow");

  /// By the date in the name, names without date last; a stable order for equal dates.
  public static final Comparator<VersionName> BY_DATE =
      Comparator.comparing(name -> name.date().orElse(LocalDate.MAX));

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern DATE =
      Pattern.compile("(?<!\\d)(\\d{4})[_-](\\d{2})[_-](\\d{2})(?!\\d)");

  /// @throws IllegalArgumentException if the text is not a valid version name; check with
  ///   [#isValid(String)] first
  public VersionName {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not a valid version name: " + expected());
    }
  }

  /// Whether the text is a valid version name.
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches() && !RESERVED.contains(text);
  }

  /// The syntax of a version's name, for error messages.
  public static String expected() {
    return "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit, and none of"
        + " all, champion, challenger, shadow";
  }

  /// The date in the name, as in `training_set_2018_04_07`; the first one if there are several.
  public Optional<LocalDate> date() {
    return DATE.matcher(text).results().flatMap(match -> calendarDate(match).stream()).findFirst();
  }

  /// The date of a match; empty if it is not a valid date.
  private static Optional<LocalDate> calendarDate(MatchResult match) {
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(match.group(1)),
              Integer.parseInt(match.group(2)),
              Integer.parseInt(match.group(3))));
    } catch (DateTimeException notInCalendar) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
