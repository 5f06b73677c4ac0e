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
  /// The names that mean something else where a version's name may stand.
  public static final Set<String> RESERVED = Set.of("all", "champion", "challenger", "shadow");

  /// By the date in the name, the dateless ones last; equal dates keep the order they come in.
  public static final Comparator<VersionName> BY_DATE =
      Comparator.comparing(name -> name.date().orElse(LocalDate.MAX));

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern DATE =
      Pattern.compile("(?<!\\d)(\\d{4})[_-](\\d{2})[_-](\\d{2})(?!\\d)");

  /// @throws IllegalArgumentException if the text is no version's name; ask [#isValid(String)]
  ///   first
  public VersionName {
    if (!isValid(text)) {
      throw new IllegalArgumentException("not a version's name: " + expected());
    }
  }

  /// Whether the text can name a version.
  public static boolean isValid(String text) {
    return FORM.matcher(text).matches() && !RESERVED.contains(text);
  }

  /// What a version's name looks like, for an error.
  public static String expected() {
    return "1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit, and none of"
        + " all, champion, challenger, shadow";
  }

  /// The date in the name, as in `training_set_2018_04_07`; the first one if there are several.
  public Optional<LocalDate> date() {
    return DATE.matcher(text).results().flatMap(match -> calendarDate(match).stream()).findFirst();
  }

  /// The date that a match spells; empty if the calendar does not have it.
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
