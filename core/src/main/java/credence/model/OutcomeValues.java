package credence.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of an outcome column that mean default and those that do not, for columns that do not
/// contain true and false, or 1 and 0.
///
/// A value of the column matches a value of a list if both are the same text, or the same number or
/// boolean however it is written: `2`, `2.0` and `02` match each other, `true` and `True` do, `Y`
/// and `y` do not.
///
/// @param defaults the values that mean default, at least one
/// @param good the values that mean no default, at least one
/// @param excluded the values whose rows are excluded, for example of indeterminate outcomes
public record OutcomeValues(List<String> defaults, List<String> good, List<String> excluded) {
  /// Integers of more digits, such as ids, are compared as text.
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,15}(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");

  /// What a target without values means.
  private static final OutcomeValues PLAIN =
      new OutcomeValues(List.of("1", "true"), List.of("0", "false"), List.of());

  /// Copies the lists.
  public OutcomeValues {
    defaults = List.copyOf(defaults);
    good = List.copyOf(good);
    excluded = List.copyOf(excluded);
  }

  /// The meaning of a value.
  public enum Meaning {
    /// The customer defaulted.
    DEFAULT,
    /// The customer did not default.
    GOOD,
    /// The row is excluded.
    EXCLUDED
  }

  /// The meanings by [#key(String)].
  public Map<String, Meaning> meanings() {
    Map<String, Meaning> meanings = new HashMap<>();
    defaults.forEach(value -> meanings.put(key(value), Meaning.DEFAULT));
    good.forEach(value -> meanings.put(key(value), Meaning.GOOD));
    excluded.forEach(value -> meanings.put(key(value), Meaning.EXCLUDED));
    return meanings;
  }

  /// Whether no value has a different meaning in two specs.
  ///
  /// @param one null if the values are true and false, or 1 and 0
  /// @param other likewise
  public static boolean agree(@Nullable OutcomeValues one, @Nullable OutcomeValues other) {
    Map<String, Meaning> meanings = (one == null ? PLAIN : one).meanings();
    return (other == null ? PLAIN : other)
        .meanings().entrySet().stream()
            .allMatch(
                entry ->
                    meanings.getOrDefault(entry.getKey(), entry.getValue()) == entry.getValue());
  }

  /// The values that match an earlier value of the lists.
  public List<String> repeated() {
    Map<String, String> seen = new HashMap<>();
    List<String> repeated = new ArrayList<>();
    for (List<String> list : List.of(defaults, good, excluded)) {
      for (String value : list) {
        @Nullable String earlier = seen.putIfAbsent(key(value), value);
        if (earlier != null) {
          repeated.add(value);
        }
      }
    }
    return repeated;
  }

  /// The same text for values that match: the level of a number, true and false in lower case, any
  /// other text unchanged.
  public static String key(String value) {
    if (NUMBER.matcher(value).matches()) {
      return ValueRule.level(Double.parseDouble(value));
    }
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
        ? value.toLowerCase(Locale.ROOT)
        : value;
  }
}
