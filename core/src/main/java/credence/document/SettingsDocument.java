package credence.document;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Settings in YAML: a scalar value for each name.
///
/// @param values the values that are set, by name
/// @param errors all errors in the text, each with its line; empty if there are none
public record SettingsDocument(Map<String, Value> values, List<LocatedError> errors) {
  private static final int CHARACTERS_MAX = 1 << 20;

  /// One setting's value.
  ///
  /// @param text as written, without quotes
  /// @param place its location, as in `config.yaml:3 port`
  public record Value(String text, String place) {}

  /// Copies the map and the list.
  public SettingsDocument {
    values = Map.copyOf(values);
    errors = List.copyOf(errors);
  }

  /// Reads settings. An empty text, or one that holds only comments, sets nothing.
  ///
  /// @param text the text, at most a million characters
  /// @param source the file's name, for messages
  /// @param known the names of all settings
  public static SettingsDocument read(String text, String source, Collection<String> known) {
    List<LocatedError> errors = new ArrayList<>();
    Map<String, Value> values = new LinkedHashMap<>();
    if (text.length() > CHARACTERS_MAX) {
      errors.add(new LocatedError(source, "expected at most " + CHARACTERS_MAX + " characters"));
    } else if (!text.lines().allMatch(SettingsDocument::isBlankOrComment)) {
      Node node = new NodeReader(source, errors).read(text);
      if (node instanceof Node.Mapping mapping) {
        read(source, mapping, known, values, errors);
      } else if (errors.isEmpty()) {
        errors.add(
            new LocatedError(source + ":1", "expected names with values, as in `port: 8080`"));
      }
    }
    return new SettingsDocument(values, errors);
  }

  private static void read(
      String source,
      Node.Mapping mapping,
      Collection<String> known,
      Map<String, Value> values,
      List<LocatedError> errors) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    Section section = new Section(source, "", mapping, errors, lines);
    for (String name : known) {
      String value = section.text(name, "a single value", false);
      if (value != null) {
        values.put(name, new Value(value, source + ":" + lines.get(name) + " " + name));
      }
    }
    section.finish();
  }

  private static boolean isBlankOrComment(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }
}
