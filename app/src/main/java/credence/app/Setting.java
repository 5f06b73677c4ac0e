package credence.app;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Something that can be set by an option, an environment variable or the file config.yaml.
///
/// @param name the name in config.yaml, in camel case with its unit, as in `drainMillis`
/// @param kind the type of its value
/// @param byDefault the default value
/// @param meaning its description, as text for users
record Setting(String name, Kind kind, String byDefault, String meaning) {
  private static final Pattern WORD_BEGINS = Pattern.compile("(?=[A-Z])");

  /// The type of a value.
  sealed interface Kind {
    /// The value's name in help.
    String label();
  }

  /// An integer.
  record Whole() implements Kind {
    @Override
    public String label() {
      return "N";
    }
  }

  /// `true` or `false`.
  record Flag() implements Kind {
    @Override
    public String label() {
      return "BOOL";
    }
  }

  /// Any text.
  ///
  /// @param label the value's name in help
  record Text(String label) implements Kind {}

  /// One of several keywords.
  ///
  /// @param choices the keywords
  record Choice(List<String> choices) implements Kind {
    @Override
    public String label() {
      return String.join("|", choices);
    }
  }

  /// A setting with an enumeration's constants as values, in lower case.
  static Setting choice(String name, Enum<?> byDefault, String meaning) {
    List<String> choices =
        List.of(byDefault.getDeclaringClass().getEnumConstants()).stream()
            .map(Setting::written)
            .toList();
    return new Setting(name, new Choice(choices), written(byDefault), meaning);
  }

  /// An integer setting.
  static Setting whole(String name, long byDefault, String meaning) {
    return new Setting(name, new Whole(), Long.toString(byDefault), meaning);
  }

  /// A boolean setting.
  static Setting flag(String name, boolean byDefault, String meaning) {
    return new Setting(name, new Flag(), Boolean.toString(byDefault), meaning);
  }

  /// The spelling of a constant in a setting.
  static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The setting's option, as in `--drain-millis`.
  String option() {
    return "--" + String.join("-", WORD_BEGINS.split(name)).toLowerCase(Locale.ROOT);
  }

  /// The setting's environment variable, as in `CREDENCE_DRAIN_MILLIS`.
  String variable() {
    return "CREDENCE_" + String.join("_", WORD_BEGINS.split(name)).toUpperCase(Locale.ROOT);
  }
}
