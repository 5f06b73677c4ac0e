package credence.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the dates in names of versions and training sets.
///
/// A date is written as `2025-03-31`, `2025_03_31` or `20250331`. A month, `2025-03` or `2025_03`,
/// and a quarter, `2025Q1`, `2025-Q1` or `2025_Q1`, mean their last day. A date is not part of a
/// longer number, and is valid in the calendar.
public final class DatesInNames {
  private static final Pattern DAY =
      Pattern.compile("(?<!\\d)(\\d{4})[_-](\\d{2})[_-](\\d{2})(?!\\d)");
  private static final Pattern COMPACT_DAY =
      Pattern.compile("(?<!\\d)((?:19|2[01])\\d{2})(\\d{2})(\\d{2})(?!\\d)");
  private static final Pattern MONTH =
      Pattern.compile("(?<!\\d)((?:19|2[01])\\d{2})[_-](\\d{2})(?!\\d|[_-]\\d{1,2}(?!\\d))");
  private static final Pattern QUARTER =
      Pattern.compile("(?<!\\d)((?:19|2[01])\\d{2})[_-]?[qQ]([1-4])(?![A-Za-z\\d])");
  private static final int QUARTER_MONTHS = 3;

  private DatesInNames() {}

  /// The different dates in a name: first days with separators, then other days, months and
  /// quarters, each in the order of the name.
  public static List<LocalDate> of(String name) {
    return Stream.of(
            found(DAY, name, DatesInNames::day),
            found(COMPACT_DAY, name, DatesInNames::day),
            found(MONTH, name, match -> monthEnd(number(match, 1), number(match, 2))),
            found(
                QUARTER,
                name,
                match -> monthEnd(number(match, 1), QUARTER_MONTHS * number(match, 2))))
        .flatMap(dates -> dates)
        .distinct()
        .toList();
  }

  private static Stream<LocalDate> found(
      Pattern pattern, String name, Function<MatchResult, LocalDate> date) {
    return pattern.matcher(name).results().flatMap(match -> inCalendar(match, date).stream());
  }

  /// The date of a match; empty if it is not a valid date.
  private static Optional<LocalDate> inCalendar(
      MatchResult match, Function<MatchResult, LocalDate> date) {
    try {
      return Optional.of(date.apply(match));
    } catch (DateTimeException notInCalendar) {
      return Optional.empty();
    }
  }

  private static LocalDate day(MatchResult match) {
    return LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
  }

  private static LocalDate monthEnd(int year, int month) {
    return YearMonth.of(year, month).atEndOfMonth();
  }

  private static int number(MatchResult match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
