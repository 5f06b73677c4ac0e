package credence.model;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
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

  /// The date in the name, as in `training_set_2018_04_07` ([DatesInNames]); the first one if there
  /// are several.
  public Optional<LocalDate> date() {
    return DatesInNames.of(text).stream().findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}
