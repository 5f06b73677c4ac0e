package credence.app;

import credence.document.SettingsDocument;
import credence.files.RegularFiles;
import credence.home.Home;
import credence.model.LocatedError;
import credence.model.NearNames;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The values of settings: from an option, or else the environment, or else the home's config.yaml,
/// or else the default. Collects all errors with their locations.
final class SettingValues {
  /// The file in the home that holds settings.
  static final String FILE = "config.yaml";

  private static final int FILE_BYTES_MAX = 4 << 20;

  /// ASCII digits only: [Long#parseLong(String)] also accepts digits of other scripts.
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

  private record Value(String text, String place) {}

  private final Map<String, Setting> settings = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private final List<LocatedError> errors = new ArrayList<>();

  private SettingValues() {}

  /// Looks up settings.
  ///
  /// @param settings all settings
  /// @param options the values given on the command line, by the setting's name
  /// @param environment the environment's variables
  /// @param home the home, whose config.yaml need not exist
  static SettingValues of(
      List<Setting> settings,
      Map<String, String> options,
      Map<String, String> environment,
      Home home)
      throws IOException {
    SettingValues result = new SettingValues();
    SettingsDocument document = document(settings, home.settingsFile());
    result.errors.addAll(document.errors());
    for (Setting setting : settings) {
      result.settings.put(setting.name(), setting);
      result.values.put(setting.name(), value(setting, options, environment, document));
    }
    return result;
  }

  private static SettingsDocument document(List<Setting> settings, Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new SettingsDocument(Map.of(), List.of());
    }
    try {
      return SettingsDocument.read(
          RegularFiles.text(file, FILE_BYTES_MAX),
          FILE,
          settings.stream().map(Setting::name).toList());
    } catch (CharacterCodingException e) {
      return new SettingsDocument(Map.of(), List.of(new LocatedError(FILE, "expected UTF-8 text")));
    }
  }

  private static Value value(
      Setting setting,
      Map<String, String> options,
      Map<String, String> environment,
      SettingsDocument document) {
    String option = options.get(setting.name());
    if (option != null) {
      return new Value(option, setting.option());
    }
    String variable = environment.get(setting.variable());
    if (variable != null && !variable.isEmpty()) {
      return new Value(variable, setting.variable());
    }
    SettingsDocument.Value written = document.values().get(setting.name());
    return written == null
        ? new Value(setting.byDefault(), setting.name())
        : new Value(written.text(), written.place());
  }

  /// An integer; if invalid, 0 and an error.
  long whole(String name) {
    String text = value(name).text();
    try {
      if (WHOLE.matcher(text).matches()) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException tooLong) {
      // Also an error.
    }
    addError(name, "expected an integer");
    return 0;
  }

  /// A 32-bit integer; if invalid, 0 and an error.
  int small(String name) {
    long whole = whole(name);
    if (whole != (int) whole) {
      addError(name, "expected a smaller integer");
      return 0;
    }
    return (int) whole;
  }

  /// A boolean; false and an error if it is neither `true` nor `false`.
  boolean flag(String name) {
    String text = value(name).text();
    if (!text.equals("true") && !text.equals("false")) {
      addError(name, "expected true or false");
    }
    return text.equals("true");
  }

  /// A text as it was given.
  String text(String name) {
    return value(name).text();
  }

  /// One of an enumeration's constants; if invalid, the first and an error.
  <E extends Enum<E>> E choice(String name, Class<E> type) {
    String text = value(name).text();
    List<String> choices = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      choices.add(Setting.written(constant));
      if (choices.getLast().equals(text)) {
        return constant;
      }
    }
    addError(name, "expected " + String.join(" or ", choices) + NearNames.hint(text, choices));
    return type.getEnumConstants()[0];
  }

  /// Adds an error of a setting's value, unless it already has one.
  void addError(String name, String expected) {
    String place = value(name).place();
    if (errors.stream().noneMatch(error -> error.place().equals(place))) {
      errors.add(new LocatedError(place, expected));
    }
  }

  /// All errors; empty if the values are valid.
  List<LocatedError> errors() {
    return List.copyOf(errors);
  }

  /// Whether a command-line option is wrong.
  boolean hasOptionErrors() {
    return errors.stream().anyMatch(error -> error.place().startsWith("--"));
  }

  private Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("unknown setting: " + name);
    }
    return value;
  }
}
